// Enhancement only: every page works without this file.
// The libraries' addresses come from the script tag, as only the server knows their hashed names.
const { govuk, moj } = document.getElementById("app-js").dataset;

/** A box marked data-select-all="name" ticks all boxes of that name in its form, and follows them. */
function selectAll(master) {
  const boxes = [...(master.form ?? document).querySelectorAll(`input[type="checkbox"][name="${CSS.escape(master.dataset.selectAll)}"]`)].filter(
    (box) => box !== master && !box.disabled,
  );
  const follow = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    master.checked = boxes.length > 0 && ticked === boxes.length;
    master.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  master.addEventListener("change", () => {
    for (const box of boxes) box.checked = master.checked;
  });
  for (const box of boxes) box.addEventListener("change", follow);
  const holder = master.closest("[data-select-all-holder]");
  if (holder) holder.hidden = false;
  master.hidden = false;
  follow();
}

document.querySelectorAll("input[data-select-all]").forEach(selectAll);

if (document.querySelector('[data-module^="govuk-"]')) {
  import(govuk).then(({ initAll }) => initAll());
}
if (document.querySelector('[data-module^="moj-"]')) {
  import(moj).then(({ initAll }) => initAll());
}
