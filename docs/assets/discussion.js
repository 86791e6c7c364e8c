/* Loads the discussion of a page from giscus.app when its button is pressed (overrides/partials/comments.html). */
{
  const discussion = document.querySelector(".deepcut-discussion");
  const button = discussion.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const script = document.createElement("script");
    Object.assign(script.dataset, discussion.dataset, {
      mapping: "pathname",
      strict: "1",
      reactionsEnabled: "1",
      emitMetadata: "0",
      inputPosition: "bottom",
      theme: document.body.dataset.mdColorScheme === "slate" ? "dark" : "light",
      lang: "en",
    });
    script.src = "https://giscus.app/client.js";
    button.replaceWith(script);
  });
}
