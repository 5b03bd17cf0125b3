// Enhancement only: the page of entry works without this file. It looks rows over as they are left,
// moves down a column by Enter and the arrows as a spreadsheet does, and takes cells copied from one.
const form = document.querySelector(".yp-entry");

if (form) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const columns = ["numerator", "denominator", "published", "status", "note", "period"];
  const told = form.querySelector("[data-told]");
  const count = form.querySelector("[data-count]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const asked = new Map(); // the newest question of each group; an older answer is dropped
  const sent = new Map(); // what a group held when it was asked about last
  let begun = null; // the column in which the run of Tabs began, to which Enter goes back

  const fieldOf = (row, column) => row?.querySelector(`[data-column="${column}"]`);
  const rowOf = (field) => field.closest("[data-row]");
  const groupOf = (name) => rows.filter((row) => row.dataset.group === name);
  const held = (name) =>
    groupOf(name)
      .flatMap((row) => columns.map((column) => fieldOf(row, column)?.value ?? ""))
      .join("\t");

  for (const row of rows) sent.set(row.dataset.group, held(row.dataset.group));
  recount();

  /** Says how many rows have something typed in them; a status alone is nothing. */
  function recount() {
    const filled = rows.filter((row) =>
      columns.some((column) => column !== "status" && fieldOf(row, column)?.value.trim()),
    ).length;
    count.textContent = `${filled} of ${rows.length} rows filled`;
  }

  /** Asks the server about all rows of some groups and shows what it says below each. */
  async function look(groups) {
    const changed = groups.filter((name) => sent.get(name) !== held(name));
    if (!changed.length) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token);
    const turn = Symbol("turn");
    for (const name of changed) {
      asked.set(name, turn);
      sent.set(name, held(name));
      for (const row of groupOf(name)) {
        for (const column of columns) {
          const field = fieldOf(row, column);
          if (field) data.set(field.name, field.value);
        }
      }
    }
    let text;
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: data });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      text = await answer.text();
    } catch {
      for (const name of changed) if (asked.get(name) === turn) sent.delete(name);
      return; // Check and Save all say the same, with the whole page
    }
    const said = new DOMParser().parseFromString(text, "text/html");
    for (const part of said.querySelectorAll("[data-said]")) {
      const place = form.querySelector(`[data-said="${CSS.escape(part.dataset.said)}"]`);
      const row = rows.find((each) => each.dataset.row === part.dataset.said);
      if (!place || !row || asked.get(row.dataset.group) !== turn) continue;
      if (place.innerHTML !== part.innerHTML) place.replaceChildren(...part.childNodes);
      mark(row, part.dataset.wrong.split(" "));
    }
  }

  function mark(row, wrong) {
    for (const column of columns) {
      const field = fieldOf(row, column);
      if (!field) continue;
      const is = wrong.includes(column);
      field.classList.toggle(field.tagName === "SELECT" ? "govuk-select--error" : "govuk-input--error", is);
      if (is) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /** The field of a column in the next row that has one, down (1) or up (-1). */
  function along(row, column, step) {
    for (let n = rows.indexOf(row) + step; rows[n]; n += step) {
      const field = fieldOf(rows[n], column);
      if (field) return field;
    }
    return null;
  }

  function go(field) {
    if (!field) return;
    field.focus();
    field.select?.();
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-column]");
    if (!field || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const row = rowOf(field);
    const column = field.dataset.column;
    if (event.key === "Tab") {
      if (!event.shiftKey) begun ??= column;
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault(); // nothing is sent half-way
      const next = along(row, begun ?? column, event.shiftKey ? -1 : 1);
      if (next) go(next);
      else if (!event.shiftKey) form.querySelector(".yp-entry__bar [value=check]").focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || field.tagName === "SELECT") return; // there the arrows choose
    const next = along(row, column, step);
    if (next) {
      event.preventDefault();
      go(next);
    }
  });

  form.addEventListener("focusout", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!row || (event.relatedTarget && rowOf(event.relatedTarget) === row)) return;
    begun = null; // a run of Tabs ends with its row
    look([row.dataset.group]);
  });

  form.addEventListener("input", (event) => {
    if (event.target.closest("[data-row]")) recount();
  });

  // cells copied from a spreadsheet fill the rows and columns from the field on
  form.addEventListener("paste", (event) => {
    const field = event.target.closest?.("input[data-column]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const top = rows.indexOf(rowOf(field));
    const left = columns.indexOf(field.dataset.column);
    const lost = [];
    let filled = 0;
    lines.forEach((cells, down) => {
      cells.forEach((cell, right) => {
        const value = cell.trim();
        const row = rows[top + down];
        const column = columns[left + right];
        const into = row && column ? fieldOf(row, column) : null;
        if (into && put(into, value)) filled += 1;
        else if (value) lost.push(`row ${down + 1}, column ${right + 1} (“${value.slice(0, 20)}”)`);
      });
    });
    recount();
    const missing = lost.length ? ` Not taken: ${lost.slice(0, 5).join("; ")}${lost.length > 5 ? " and more" : ""}.` : "";
    told.textContent = `${filled} ${filled === 1 ? "cell is" : "cells are"} filled.${missing}`;
    told.classList.toggle("govuk-visually-hidden", !lost.length);
    look([...new Set(rows.slice(top, top + lines.length).map((row) => row.dataset.group))]);
  });

  /** Whether the value could be put there; an empty cell leaves what stands. */
  function put(field, value) {
    if (field.tagName !== "SELECT") {
      if (value) field.value = value;
      return true;
    }
    const option = [...field.options].find((each) => each.value === value.toLowerCase());
    if (option) field.value = option.value;
    return Boolean(option) || !value;
  }
}
