/**
 * Puts a copy in place of the screen: it changes no more, and says fixed words where others would be said in
 * the next walk. `held`: words by selector; of a list each element gets its own, and those it has no word for
 * are left out. `said`: patterns of text and what stands instead. `qr`: what every QR code says.
 */
async ([root, held, said, qr]) => {
  const live = document.querySelector(root);
  const still = live.cloneNode(true);
  const fixed = (text) => said.reduce((all, [pattern, word]) => all.replace(new RegExp(pattern, "g"), word), text);

  const chosen = [...live.querySelectorAll("select")].map((each) => each.value);
  still.querySelectorAll("select").forEach((each, i) => void (each.value = chosen[i]));

  for (const [selector, words] of Object.entries(held))
    still.querySelectorAll(selector).forEach((each, i) => {
      const word = Array.isArray(words) ? words[i] : words;
      if (word === undefined) each.closest("label").remove();
      else each.textContent = word;
    });

  for (const area of still.querySelectorAll("textarea")) area.value = fixed(area.value);
  const texts = document.createTreeWalker(still, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = fixed(texts.currentNode.data);

  for (const path of still.querySelectorAll("svg.qr path")) {
    const { generate } = await import("/shared/vendor/lean-qr.js");
    const code = generate(qr);
    const line = [...Array(code.size).keys()];
    const dark = line.flatMap((y) => line.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`));
    path.setAttribute("d", dark.join(""));
    path.parentNode.setAttribute("viewBox", `-4 -4 ${code.size + 8} ${code.size + 8}`);
  }

  live.replaceWith(still);
  for (const dialog of still.querySelectorAll("dialog[open]")) {
    dialog.removeAttribute("open");
    dialog.showModal(); // a copy is not on top by itself
    document.activeElement.blur();
  }
  globalThis.goOn = () => still.replaceWith(live);
};
