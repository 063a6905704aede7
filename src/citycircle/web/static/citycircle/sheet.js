// A sheet works with the keyboard alone and takes what is pasted from Excel. Without this script it is a plain table
// in a plain form, and everything can still be done.
"use strict";

(function () {
  const CELLS = "td, tbody th";

  function grid(sheet) {
    return Array.from(sheet.tBodies).flatMap((body) => Array.from(body.rows)).filter((row) => !row.classList.contains("band"));
  }

  function place(sheet, cell) {
    const rows = grid(sheet);
    const row = rows.indexOf(cell.closest("tr"));
    return { rows, row, column: row < 0 ? -1 : Array.from(rows[row].querySelectorAll(CELLS)).indexOf(cell) };
  }

  function cellAt(rows, row, column) {
    const line = rows[Math.max(0, Math.min(rows.length - 1, row))];
    if (!line) return null;
    const cells = line.querySelectorAll(CELLS);
    return cells[Math.max(0, Math.min(cells.length - 1, column))] || null;
  }

  // One cell is in the tab order at a time; the arrows move that place (WAI-ARIA grid pattern).
  function settle(sheet, cell) {
    sheet.querySelectorAll('[tabindex="0"]').forEach((other) => { other.tabIndex = -1; });
    const inside = cell.querySelector("input, select, textarea, a, button");
    const target = inside || cell;
    target.tabIndex = 0;
    cell.querySelectorAll("a, button").forEach((other) => { other.tabIndex = 0; });
    target.focus({ preventScroll: false });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function editing(element) {
    return element.matches("textarea, select") || (element.matches("input") && element.dataset.editing === "yes");
  }

  function move(sheet, event) {
    const cell = event.target.closest(CELLS);
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const { rows, row, column } = place(sheet, cell);
    if (row < 0) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -999], End: [0, 999], PageUp: [-20, 0], PageDown: [20, 0] };
    const sideways = ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key);
    if (event.key === "F2" && event.target.matches("input")) {
      event.target.dataset.editing = "yes";
      event.target.setSelectionRange && event.target.setSelectionRange(event.target.value.length, event.target.value.length);
      return;
    }
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      delete event.target.dataset.editing;
      settle(sheet, cellAt(rows, row + (event.shiftKey ? -1 : 1), column));
      return;
    }
    if (event.key === "Escape" && event.target.matches("input")) {
      event.target.value = event.target.defaultValue;
      delete event.target.dataset.editing;
      noteChange(event.target);
      return;
    }
    const step = steps[event.key];
    if (!step || (editing(event.target) && (sideways || event.target.matches("textarea, select")))) return;
    const next = cellAt(rows, row + step[0], column + step[1]);
    if (!next || next === cell) return;
    event.preventDefault();
    settle(sheet, next);
  }

  function noteChange(input) {
    const cell = input.closest("td");
    const before = input.matches("select") ? Array.from(input.options).find((option) => option.defaultSelected)?.value ?? "" : input.defaultValue;
    if (cell) cell.classList.toggle("changed", input.value !== before);
  }

  // Excel puts rows on lines and cells between tabs; a cell with a line break stands in quotes.
  function parsed(text) {
    const rows = [[]];
    let cell = "", quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < source.length; at += 1) {
      const sign = source[at];
      if (quoted && sign === '"' && source[at + 1] === '"') { cell += '"'; at += 1; }
      else if (sign === '"' && (quoted || cell === "")) quoted = !quoted;
      else if (sign === "\t" && !quoted) { rows[rows.length - 1].push(cell); cell = ""; }
      else if (sign === "\n" && !quoted) { rows[rows.length - 1].push(cell); rows.push([]); cell = ""; }
      else cell += sign;
    }
    rows[rows.length - 1].push(cell);
    return rows;
  }

  function fill(input, value) {
    if (input.matches("select")) {
      const option = Array.from(input.options).find((one) => one.value === value.trim() || one.text.trim() === value.trim());
      if (!option) return false;
      input.value = option.value;
    } else if (!input.readOnly && !input.disabled) input.value = value;
    else return false;
    noteChange(input);
    return true;
  }

  function paste(sheet, event) {
    const cell = event.target.closest(CELLS);
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!cell || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { rows, row, column } = place(sheet, cell);
    let taken = 0, refused = 0;
    parsed(text).forEach((values, down) => {
      values.forEach((value, right) => {
        const line = rows[row + down];
        const target = line && line.querySelectorAll(CELLS)[column + right];
        const input = target && target.querySelector("input, select, textarea");
        if (input && fill(input, value)) taken += 1;
        else if (value.trim() !== "") refused += 1;
      });
    });
    report(sheet, taken, refused);
  }

  function report(sheet, taken, refused) {
    const place = document.getElementById(sheet.dataset.report);
    if (!place) return;
    const english = document.documentElement.lang.startsWith("en");
    place.textContent = english
      ? `${taken} cells taken from what was pasted` + (refused ? `; ${refused} had no place here and were left out.` : ".")
      : `已填入${taken}格` + (refused ? `；另有${refused}格在此表中没有对应位置，未填入。` : "。");
    place.hidden = false;
  }

  function prepare(sheet) {
    sheet.addEventListener("keydown", (event) => move(sheet, event));
    sheet.addEventListener("paste", (event) => paste(sheet, event));
    sheet.addEventListener("input", (event) => { event.target.dataset.editing = "yes"; noteChange(event.target); });
    sheet.addEventListener("focusout", (event) => { if (event.target.dataset) delete event.target.dataset.editing; });
    const all = sheet.querySelectorAll("tbody a, tbody button, tbody input, tbody select, tbody textarea");
    const inside = Array.from(all).filter((element) => !element.closest("tr.band")); // what stands between rows is reached by Tab
    inside.forEach((element, at) => { element.tabIndex = at === 0 ? 0 : -1; });
    if (!inside.length) {
      sheet.querySelectorAll("tbody " + "td").forEach((cell, at) => { cell.tabIndex = at === 0 ? 0 : -1; });
    } else sheet.querySelectorAll("tbody td").forEach((cell) => { if (!cell.closest("tr.band") && !cell.querySelector("a, button, input, select, textarea")) cell.tabIndex = -1; });
  }

  function prepareAll(root) {
    root.querySelectorAll("table.sheet[data-keys]").forEach((sheet) => {
      if (sheet.dataset.ready) return;
      sheet.dataset.ready = "yes";
      prepare(sheet);
    });
    root.querySelectorAll("[data-submits]").forEach((field) => {
      field.addEventListener("change", () => field.form.requestSubmit());
    });
    root.querySelectorAll("[data-prints]").forEach((button) => button.addEventListener("click", () => window.print()));
  }

  document.addEventListener("DOMContentLoaded", () => prepareAll(document));
  document.addEventListener("htmx:load", (event) => prepareAll(event.detail.elt));
})();
