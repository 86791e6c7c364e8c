/* Answers a query from the search index that the theme builds: the places of the site that cover it, best first, or none.
   A place is a section, or a page with its lead. `deepcutsAnswers(docs)` returns a function from a query to results; null, as long as it asks for nothing. */
{
  // Tuned with tests/site/queries.toml, which has what people ask. What a word adds to the rank of a place, by where it
  // stands there; what two words add that stand together; what of its page's rank each place gets.
  const RANK = { title: 3.8, prose: .72, lead: .48, tag: 3.6, code: .8, pair: .052, page: .6 };
  const SATURATION = .76; // of BM25: a word that stands there often says little more than one that stands there twice
  // How much a place is about a word, by where it stands. Code has words of all kinds.
  const ABOUT = { title: 1, page: .73, prose: .54, code: .27 };
  // What is shown covers so much of what was asked, of 1. A short query of which a part stands nowhere there needs more.
  const ENOUGH = .36, ENOUGH_OF_FEW = .57, FEW = 3;
  const MOST = 5; // places that are shown
  // Words that say how somebody asks, and the one that all pages are about.
  const COMMON = new Set(("a about after all also am an and any are as at be been before but by can cannot cant could did " +
    "do does doesn doesnt don dont for from get gets getting had has have how i if in into is isn isnt it its just like " +
    "made make me my no not of on only or other our returns s same should so some t than that the their them then there these " +
    "they this to use used using was way were what when where which while who why will with without work working works " +
    "would you your python").split(" "));
  // A program: its files, and what is said around them without a space between. It is searched, and never shown.
  const LISTING = /(?:<p>(?:(?!<\/p>)[^])*<\/p>)?[\w./-]*<pre>[^]*?<\/pre>(?:<p>(?:(?!<\/p>)[^])*<\/p>)*/g;
  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };
  const plain = html => html.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? "'");
  const words = text => text.toLowerCase().match(/\w+/g) ?? [];

  // One stem for the forms of a word: imports, imported, importing; cached, caching; initialised, initialized.
  const stem = word => {
    if (word.length < 4 || /[\d_]/.test(word)) return word;
    let found = word.replace(/is(?=(e[ds]?|ing|ation)$)/, "iz").replace(/([^su])s$/, "$1").replace(/ie(d?)$/, "y");
    found = found.replace(/(?<=\w{3})(ations?|ing|ion|ed|er)$/, "").replace(/([bdgklmnprt])\1$/, "$1");
    return found.replace(/(?<=\w{3})e$/, "");
  };

  // Whether one word becomes the other by so many letters left out, put in, exchanged, or swapped with the next.
  const alike = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return false;
    let before, last, row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return false;
    }
    return row[b.length] <= most;
  };

  const stems = text => words(text).map(stem);

  // A traceback ends with what happened, and above it are the reader's own lines. (A box has no line breaks.)
  const essence = query => {
    const last = /^.*\b(?=\w+(Error|Warning|Exception|Exit|Interrupt)(: |\s*$))/s;
    return /Traceback|File "/.test(query) ? query.replace(last, "") : query;
  };

  // At most two lines of the place: the paragraph that has most of the words, from the first of them on; never code.
  const teaser = ({ text }, terms) => {
    const parts = text.replace(LISTING, "<p>").split(/<\/?(?:p|li|ul|ol)>/);
    const blocks = parts.map(part => plain(part).trim()).filter(Boolean);
    const hits = block => new Set(stems(block).filter(term => terms.has(term))).size;
    const best = blocks.reduce((best, block) => hits(block) > hits(best) ? block : best, blocks[0] ?? "");
    const first = [...best.matchAll(/\w+/g)].find(([word]) => terms.has(stem(word.toLowerCase())))?.index ?? 0;
    const from = first < 90 ? 0 : best.lastIndexOf(" ", first - 40) + 1;
    return (from ? "… " : "") + best.slice(from, from + 240);
  };

  globalThis.deepcutsAnswers = docs => {
    const index = new Map(); // a stem, or two that follow each other: place -> [rank, how much the place is about it]
    const places = [], pages = new Map();
    let length = 0;
    for (const { location, title, text, tags = [], boost = 1 } of docs) {
      const [page, section] = location.split("#"), isPage = section === undefined;
      const place = { location, page, title: plain(title), text, boost, length: 0 };
      const add = (part, rank, about) => {
        let last = "";
        for (const word of stems(part)) {
          for (const term of last ? [word, `${last} ${word}`] : [word]) {
            if (!index.has(term)) index.set(term, new Map());
            const found = index.get(term).get(place);
            if (!found) index.get(term).set(place, [rank, about]);
            else { found[0] += rank; found[1] = Math.max(found[1], about); }
          }
          last = word;
          place.length += rank;
        }
      };
      add(place.title, RANK.title, ABOUT.title);
      if (isPage) for (const tag of tags) add(tag, RANK.tag, ABOUT.page);
      const aside = boost < .5; // a page about this site
      const about = aside ? ABOUT.code : isPage ? ABOUT.page : ABOUT.prose;
      add(plain(text.replace(LISTING, "\n")), isPage ? RANK.lead : RANK.prose, about);
      add(plain((text.match(LISTING) ?? []).join("\n")), RANK.code, ABOUT.code);
      if (isPage) pages.set(page, place);
      places.push(place);
      length += place.length / docs.length;
    }
    const vocabulary = [...index.keys()].filter(term => !term.includes(" "));
    const rarity = count => Math.log(1 + (places.length - count + .5) / (count + .5));
    const like = word => {
      for (let most = 1; most <= (word.length > 7 ? 2 : word.length > 4 ? 1 : 0); most++) {
        const found = vocabulary.filter(other => alike(word, other, most));
        if (found.length) return found;
      }
      return [];
    };
    // A name, and what half of the site is about, count for more; an exception for little: its text says what happened.
    const importance = (word, [term]) => {
      if (/(error|warning|exception)$/.test(word)) return .1;
      if (word.includes("_") && index.has(term)) return 1.3;
      return [...index.get(term)?.values() ?? []].filter(([, about]) => about === ABOUT.title).length >= 10 ? 1.3 : 1;
    };

    // What is asked: word -> its terms, what it adds to the rank of a place, whether it is one of them or only like them,
    // and how much it counts for whether a place is enough.
    const understood = (text, all) => {
      const own = new Set((text.match(/(?<!\w)(['"<])[^'"<> ]+['">](?!\w)/g) ?? []).flatMap(words)); // the reader's names
      const asked = new Map();
      for (const word of all) {
        if (asked.has(word) || COMMON.has(word) || /^[a-z_]$/.test(word)) continue;
        let terms = index.has(stem(word)) ? [stem(word)] : [], isLike = false;
        const isWritten = word !== all.at(-1) || word.length < 3; // the last one may have only begun
        if (!terms.length && !isWritten) terms = vocabulary.filter(other => other.startsWith(word));
        if (!terms.length && !own.has(word)) isLike = (terms = like(stem(word))).length > 0;
        const isOwn = !terms.length && (own.has(word) || /^\d/.test(word));
        const rank = own.has(word) ? .4 : word.includes("_") ? 1.5 : 1;
        if (!isOwn) asked.set(word, { terms, rank, likeness: isLike ? .45 : 1, importance: importance(word, terms) });
      }
      return asked;
    };

    return query => {
      const text = essence(query), all = words(text), asked = understood(text, all), found = new Map();
      if (!asked.size) return null;
      const count = (terms, factor, each) => {
        const entries = new Map();
        for (const term of terms) for (const [place, [rank, about]] of index.get(term) ?? []) {
          const [most, nearest] = entries.get(place) ?? [0, 0];
          entries.set(place, [Math.max(rank, most), Math.max(about, nearest)]);
        }
        for (const [place, [rank, about]] of entries) {
          if (!found.has(place)) found.set(place, { place, rank: 0, about: new Map(), pairs: 0 });
          const result = found.get(place), saturation = SATURATION * place.length / length;
          result.rank += factor * rarity(entries.size) * rank * (SATURATION + 1) / (rank + saturation);
          each(result, about);
        }
      };
      let wanted = 0;
      for (const [word, { terms, rank, likeness, importance }] of asked) {
        wanted += importance;
        count(terms, rank, ({ about }, here) => about.set(word, likeness * here));
      }
      const sequence = all.map(word => asked.get(word)?.terms[0] ?? stem(word));
      for (let i = 1; i < sequence.length; i++) {
        count([`${sequence[i - 1]} ${sequence[i]}`], RANK.pair, result => result.pairs++);
      }
      // "'NoneType' object has no attribute 'x'" is about x; where it is a module's, it may be about any name.
      const [, needed] = /\bmodule\b/i.test(text) ? [] : text.match(/has no attribute\W+(\w+)/i) ?? [];

      const results = [];
      for (const { place, rank, about, pairs } of found.values()) {
        const page = pages.get(place.page), above = found.get(page);
        let covered = .1 * pairs, named = 0, isNamed = pairs > 0, isAll = true, isCore = false;
        for (const [word, { importance }] of asked) {
          const here = about.get(word) ?? 0, there = (above?.about.get(word) ?? 0) * ABOUT.page;
          covered += Math.max(here, there) * importance;
          if (here >= ABOUT.page) named += importance;
          isNamed ||= here === ABOUT.title || there > 0;
          isAll &&= about.has(word);
          isCore ||= importance > 1 && here > ABOUT.code;
        }
        // Words that only stand there, apart from each other, and not even all of them, may mean anything.
        const coverage = covered / wanted * (isNamed || isAll ? 1 : .6);
        const enough = isAll || isCore || asked.size > FEW ? ENOUGH : ENOUGH_OF_FEW;
        const isEnough = coverage >= enough && (!needed || about.has(needed.toLowerCase()));
        // A page wins over a section that mentions its subject.
        let subject = 1;
        if (place === page && asked.size <= FEW && named >= wanted / 2) {
          subject = stems(place.title).join(" ").startsWith(sequence.join(" ")) ? 1.375 : 1.25;
        }
        const total = (rank + RANK.page * (above?.rank ?? 0)) * place.boost * (.25 + coverage) * subject;
        results.push({ place, isEnough, rank: total });
      }
      results.sort((a, b) => b.rank - a.rank);
      const terms = new Set(sequence.filter(term => !COMMON.has(term)));
      // Where the best one is not enough, others that have more of the words and rank lower only share them.
      const best = results.filter(({ place }, at) => results.findIndex(other => other.place.page === place.page) === at);
      const shown = best.filter(({ isEnough, rank }) => isEnough && best[0].isEnough && rank > best[0].rank / 3);
      const isAsked = word => terms.has(stem(word.toLowerCase()));
      return shown.slice(0, MOST).map(({ place }) => {
        const isPage = place === pages.get(place.page), folder = place.page.replace(/[^/]+\/(?=(index\.html)?$)/, "");
        const chapter = pages.get(isPage ? folder : place.page)?.title ?? "";
        return { location: place.location, title: place.title, chapter, text: teaser(place, terms), isAsked };
      });
    };
  };
}
