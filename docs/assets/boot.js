/* Runs before the page is painted. What the theme does in inline scripts, so that the Content-Security-Policy needs no
   exception for them; where nobody has chosen a colour scheme, the system's from the first moment. */
{
  // The theme says so when the page is there, and the browser would find the style of every element once more.
  document.documentElement.className = "js js-focus-visible";
  const { base, palette } = document.currentScript.dataset;
  window.__md_scope = new URL(base, location);
  window.__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  // where storage is forbidden, the choice lasts as long as the page; where it is full, too
  const attempt = work => { try { return work(); } catch { return null; } };
  window.__md_get = (key, storage, scope = __md_scope) =>
    attempt(() => JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`)));
  window.__md_set = (key, value, storage, scope = __md_scope) =>
    attempt(() => (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value)));
  const fits = ({ media }) => matchMedia(media).matches;
  const { scheme } = __md_get("__palette")?.color ?? JSON.parse(palette).find(fits) ?? {};
  new MutationObserver((_, observer) => {
    if (document.body) {
      observer.disconnect();
      if (scheme) document.body.dataset.mdColorScheme = scheme;
    }
  }).observe(document.documentElement, { childList: true });
}
