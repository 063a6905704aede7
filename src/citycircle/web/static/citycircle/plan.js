// The workbench of a plan: a cell of the ledger lights up its sentence, a sentence leads to its row, and everything is
// done by keyboard. Without this script the same forms stand on pages of their own.
"use strict";

(function () {
  const bench = () => document.getElementById("bench");
  const ledger = () => document.getElementById("ledger");
  const paper = () => document.getElementById("original");
  const dialog = () => document.getElementById("act");
  let kept = null; // the cell to come back to after the ledger was drawn anew
  let cursor = null; // the cell that was last in focus

  // ── places: "12-40 52-60" ───────────────────────────────────────────────────────────────────────────────────
  const pairs = (said) => (said || "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
  const codePoints = (text) => Array.from(text).length;

  function pieces() {
    return Array.from(paper().querySelectorAll("[data-from]"));
  }

  function ends(piece) {
    const from = Number(piece.dataset.from);
    return [from, from + codePoints(piece.textContent)];
  }

  function isDrawn(at) {
    return Array.from(paper().querySelectorAll(".stretch")).some((one) => Number(one.dataset.low) <= at && at < Number(one.dataset.high));
  }

  // Fetched here and not by htmx, which lets a second request of the same element wait and goes on at once.
  async function fill(place, address) {
    const mark = (place.dataset.asked = String(Number(place.dataset.asked || 0) + 1));
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    const text = await answer.text();
    if (place.dataset.asked !== mark || !answer.ok) return false;
    place.innerHTML = text;
    htmx.process(place);
    return true;
  }

  const draw = (at) => fill(paper(), `${bench().dataset.original}?at=${at}`);

  async function light(place) {
    if (!paper()) return;
    paper().querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
    const wanted = pairs(place);
    if (!wanted.length) return;
    if (!isDrawn(wanted[0][0])) {
      if (!(await draw(wanted[0][0]))) return;
    }
    const last = Math.max(...wanted.map((pair) => pair[1]));
    let first = null;
    for (const piece of pieces()) {
      if (Number(piece.dataset.from) >= last) break;
      const [from, to] = ends(piece);
      if (!wanted.some(([low, high]) => from < high && to > low)) continue;
      piece.classList.add("lit");
      first = first || piece;
    }
    if (first) show(first);
  }

  // Only the paper scrolls, so that the row in focus stays where it is.
  function show(piece) {
    const around = paper().getBoundingClientRect(), own = piece.getBoundingClientRect();
    if (own.top < around.top + 40 || own.bottom > around.bottom - 40) paper().scrollTop += own.top - around.top - around.height / 3;
  }

  // ── rows and cells ──────────────────────────────────────────────────────────────────────────────────────────
  const cellOf = (target) => target.closest("#ledger [data-field][data-place], #ledger td.tools");
  const rowOf = (target) => target.closest("tbody[data-task]");

  function focusCell(row, field) {
    const cells = Array.from(row.querySelectorAll("[data-field]"));
    const cell = cells.find((one) => one.dataset.field === field) || cells[1];
    if (!cell) return;
    const table = row.closest("table");
    table.querySelectorAll('[tabindex="0"]').forEach((other) => { other.tabIndex = -1; });
    const inside = cell.querySelector("a");
    const target = field === "number" && inside ? inside : cell;
    target.tabIndex = 0;
    target.focus();
  }

  async function toRow(task, field) {
    const row = document.getElementById(`row-${task}`);
    if (row) { focusCell(row, field || "title"); row.scrollIntoView({ block: "nearest" }); return; }
    kept = { task, field: field || "title" };
    const asked = new URLSearchParams(ledger().dataset.back);
    asked.delete("page");
    asked.delete("q");
    asked.set("task", task);
    await htmx.ajax("GET", `${ledger().dataset.address}?${asked}`, { source: ledger(), target: "#ledger", swap: "outerHTML" });
  }

  function nextDoubtful(row) {
    const rows = Array.from(ledger().querySelectorAll("tbody[data-task]"));
    const at = rows.indexOf(row);
    return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((one) => one.classList.contains("doubtful"));
  }

  // ── saying what happened ────────────────────────────────────────────────────────────────────────────────────
  function say(text, isWrong) {
    const place = document.getElementById("said");
    if (!place) return;
    place.className = isWrong ? "sentence" : "message";
    place.textContent = text;
    place.hidden = !text;
  }

  function token() {
    return document.querySelector("#ledger input[name=csrfmiddlewaretoken]").value;
  }

  function send(address, values, row, field) {
    kept = { task: row && row.dataset.task, field };
    return htmx.ajax("POST", address, {
      source: ledger(), target: "#ledger", swap: "outerHTML",
      values: { ...values, back: ledger().dataset.back, csrfmiddlewaretoken: token() },
    });
  }

  // ── a cell that is being written ────────────────────────────────────────────────────────────────────────────
  function write(cell) {
    const row = rowOf(cell);
    if (!row || !row.dataset.correct) return;
    if (bench().dataset.reasons) { open(`${row.dataset.correct}?part=${cell.dataset.field ? "cells" : "promises"}`, row, cell.dataset.field); return; }
    if (!cell.dataset.field) { open(`${row.dataset.correct}?part=promises`, row); return; }
    const before = Array.from(cell.childNodes);
    const field = document.createElement("textarea");
    field.value = cell.dataset.value.replace(/;/g, ["lead", "responsible", "cooperating"].includes(cell.dataset.field) ? "、" : ";");
    field.rows = Math.min(8, Math.max(2, Math.ceil(field.value.length / 14)));
    field.setAttribute("aria-label", cell.dataset.label);
    field.dataset.first = field.value;
    cell.replaceChildren(field);
    cell.classList.add("writing");
    let over = false;
    const close = (back) => {
      if (over) return;
      over = true;
      cell.classList.remove("writing");
      cell.replaceChildren(...before);
      if (back) focusCell(row, cell.dataset.field);
    };
    const save = () => {
      const value = field.value;
      if (over || value === field.dataset.first) { close(true); return; }
      over = true;
      cell.setAttribute("aria-busy", "true");
      send(row.dataset.correct, { do: "cells", [cell.dataset.field]: value, seen: row.dataset.seen }, row, cell.dataset.field)
        .then(() => { if (cell.isConnected) { over = false; cell.removeAttribute("aria-busy"); field.focus(); } });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") { event.preventDefault(); close(true); }
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
      if (event.key === "Tab" && field.value === field.dataset.first) close(false);
    });
    field.addEventListener("blur", () => { if (field.value === field.dataset.first) close(false); });
    field.focus();
    field.select();
  }

  // ── the window with the forms ───────────────────────────────────────────────────────────────────────────────
  async function open(address, row, field) {
    kept = { task: row && row.dataset.task, field: field || (cursor && cursor.dataset.field) || "title" };
    const mark = address.includes("?") ? "&" : "?";
    const back = new URLSearchParams({ back: ledger().dataset.back });
    const body = document.getElementById("act-body");
    if (!(await fill(body, `${address}${mark}${back}`))) return;
    if (!dialog().open) dialog().showModal();
    const first = (field && body.querySelector(`[name="${field}"]`)) || body.querySelector("[data-caret]") || body.querySelector("[data-first], input:not([type=hidden]), textarea, select, button");
    if (first) first.focus();
    const caret = dialog().querySelector("[data-caret]");
    if (caret) caret.setSelectionRange(0, 0);
  }

  function closeWindow() {
    if (dialog() && dialog().open) dialog().close();
  }

  function comeBack() {
    const row = kept && kept.task && document.getElementById(`row-${kept.task}`);
    if (row) focusCell(row, kept.field);
  }

  // The caret of the sentence is where it is split; what would be the second task is shown while it moves.
  function caretMoved(area) {
    const form = area.form, hint = form.querySelector("[data-preview]");
    const before = area.value.slice(0, area.selectionStart), behind = area.value.slice(area.selectionStart);
    form.elements.offset.value = before.trim() ? codePoints(before) : "";
    if (before.trim() && behind.trim()) hint.textContent = `${hint.dataset.preview}${behind.slice(0, 60)}`;
  }

  // ── a stretch of the original marked with the mouse or by keyboard ──────────────────────────────────────────
  function placeOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const piece = element && element.closest("[data-from]");
    if (!piece) {
      const after = node.nodeType === Node.TEXT_NODE ? null : node.childNodes[offset];
      const next = after && (after.matches?.("[data-from]") ? after : after.nextElementSibling);
      return next && next.dataset && next.dataset.from ? Number(next.dataset.from) : null;
    }
    const inside = node.nodeType === Node.TEXT_NODE ? node.textContent.slice(0, offset) : offset ? piece.textContent : "";
    return Number(piece.dataset.from) + codePoints(inside);
  }

  function marked() {
    const selection = document.getSelection();
    if (!paper() || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!paper().contains(range.commonAncestorContainer)) return null;
    const start = placeOf(range.startContainer, range.startOffset), end = placeOf(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : [start, end];
  }

  let lastMarked = null;
  document.addEventListener("selectionchange", () => {
    const button = document.querySelector("[data-adds]");
    if (!button) return;
    const found = marked();
    if (found) lastMarked = found;
    else if (document.activeElement && paper() && paper().contains(document.activeElement)) lastMarked = null;
    button.disabled = !lastMarked;
  });

  function add() {
    const address = bench().dataset.add;
    if (!address) return;
    const asked = new URLSearchParams();
    if (lastMarked) { asked.set("start", lastMarked[0]); asked.set("end", lastMarked[1]); }
    else if (cursor && rowOf(cursor)) asked.set("after", rowOf(cursor).dataset.task);
    open(`${address}?${asked}`, cursor && rowOf(cursor));
    lastMarked = null;
  }

  // ── keys, only while a cell has the focus ───────────────────────────────────────────────────────────────────
  function press(row, name) {
    const button = row && row.querySelector(`.doubts button[value="${name}"]`);
    if (!button) return false;
    const next = row.querySelectorAll(".doubt").length > 1 ? row : nextDoubtful(row);
    kept = { task: (next || row).dataset.task, field: "title" };
    button.click();
    return true;
  }

  function keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input, textarea, select, button")) return;
    const cell = cellOf(event.target), row = cell && rowOf(cell);
    if (!row) return;
    const part = (name) => row.dataset.correct && open(`${row.dataset.correct}?part=${name}`, row);
    const acts = {
      Enter: () => event.target === cell && write(cell),
      F2: () => write(cell),
      d: () => { const next = nextDoubtful(row); if (next) focusCell(next, "title"); },
      k: () => press(row, "settle"),
      a: () => press(row, "take"),
      s: () => part("split"),
      m: () => part("merge"),
      x: () => part("drop"),
      Delete: () => part("drop"),
      n: () => add(),
      u: () => bench().dataset.undo && open(bench().dataset.undo, row),
      o: () => { if (paper()) paper().focus(); },
      "?": () => keys(),
      "？": () => keys(),
    };
    const act = acts[event.key] || acts[event.key.toLowerCase()];
    if (!act || (event.key === "Enter" && event.target !== cell)) return;
    event.preventDefault();
    act();
  }

  function keys() {
    const list = document.getElementById("keys");
    list.open = !list.open;
    if (list.open) list.querySelector("summary").focus();
    else comeBack();
  }

  // A cell that has the focus already says nothing when it is given the focus once more.
  function lightAgain() {
    if (cursor && cursor.isConnected) light(cursor.dataset.place || rowOf(cursor).dataset.place);
  }

  // ── wiring ──────────────────────────────────────────────────────────────────────────────────────────────────
  function focused(event) {
    const cell = cellOf(event.target);
    const doubt = event.target.closest(".doubt[data-place]");
    if (doubt && doubt.dataset.place) { light(doubt.dataset.place); return; }
    if (!cell) return;
    cursor = cell;
    kept = { task: rowOf(cell).dataset.task, field: cell.dataset.field };
    document.querySelectorAll("#ledger tbody.here").forEach((one) => one.classList.remove("here"));
    rowOf(cell).classList.add("here");
    light(cell.dataset.place || rowOf(cell).dataset.place);
  }

  function clicked(event) {
    const opener = event.target.closest("[data-opens], [data-adds], [data-sentence]");
    if (opener && opener.matches("[data-adds]")) { add(); return; }
    if (opener && opener.matches("[data-opens]")) { event.preventDefault(); open(opener.getAttribute("href").split("?back")[0], rowOf(opener)); return; }
    if (opener && opener.matches("[data-sentence]")) { event.preventDefault(); sentence(opener); return; }
    const link = event.target.closest("#original .to-row");
    if (link) { event.preventDefault(); toRow(link.dataset.task); return; }
    const piece = event.target.closest("#original [data-task]");
    if (piece && document.getSelection().isCollapsed) { toRow(piece.dataset.task); return; }
    const number = event.target.closest("#ledger th[data-field=number] a");
    if (number && paper() && paper().offsetParent) { event.preventDefault(); light(rowOf(number).dataset.place); return; }
    const cell = cellOf(event.target);
    if (cell && !event.target.closest("a, button, textarea")) focusCell(rowOf(cell), cell.dataset.field);
  }

  function sentence(link) {
    const under = document.getElementById(link.getAttribute("aria-controls"));
    under.hidden = !under.hidden;
    link.setAttribute("aria-expanded", String(!under.hidden));
    if (!under.hidden && !under.dataset.loaded) {
      under.dataset.loaded = "yes";
      fill(under.querySelector("td"), link.dataset.sentence);
    }
  }

  // A caret moves only in a field that can be written in; what is typed there goes nowhere.
  document.addEventListener("beforeinput", (event) => { if (event.target.matches("[data-caret]")) event.preventDefault(); });

  document.addEventListener("DOMContentLoaded", () => {
    if (!bench()) {
      document.querySelectorAll("[data-caret]").forEach((area) => ["keyup", "click"].forEach((kind) => area.addEventListener(kind, () => caretMoved(area))));
      return;
    }
    document.addEventListener("focusin", focused);
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", keyed);
    document.addEventListener("dblclick", (event) => { const cell = cellOf(event.target); if (cell && cell.dataset.place !== undefined) write(cell); });
    dialog().addEventListener("close", comeBack);
    dialog().addEventListener("keyup", (event) => { if (event.target.matches("[data-caret]")) caretMoved(event.target); });
    dialog().addEventListener("click", (event) => {
      if (event.target.matches("[data-caret]")) caretMoved(event.target);
      if (event.target === dialog() || event.target.closest("[data-closes]")) closeWindow();
    });
    dialog().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("[data-caret]")) return;
      event.preventDefault();
      caretMoved(event.target);
      event.target.form.querySelector("button").click();
    });
    if (paper()) paper().addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); comeBack(); } });
    const asked = new URLSearchParams(window.location.search).get("task");
    const first = asked && document.getElementById(`row-${asked}`);
    if (first) focusCell(first, "title");
    else if (!window.location.search.includes("at=")) {
      const row = document.querySelector("#ledger tbody[data-place]");
      if (row) light(row.dataset.place);
    }
  });

  document.addEventListener("submit", (event) => { if (event.target.closest(".doubts")) { const row = rowOf(event.target); kept = kept || { task: row.dataset.task, field: "title" }; } });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "ledger" && !document.getElementById("ledger")) return;
    if (kept && event.detail.elt && event.detail.elt.id === "ledger") comeBack();
  });

  document.addEventListener("ledger:done", (event) => {
    say(event.detail.said, false);
    closeWindow();
    if (event.detail.task && !document.getElementById(`row-${kept && kept.task}`)) kept = { task: event.detail.task, field: "title" };
    if (event.detail.goes && event.detail.task) kept = { task: event.detail.task, field: "title" };
    if (kept && kept.task && !document.getElementById(`row-${kept.task}`)) { toRow(kept.task, kept.field); return; }
    if (event.detail.redraws && paper()) {
      const low = paper().querySelector(".stretch");
      const place = pairs(cursor && cursor.dataset.place)[0];
      draw(place ? place[0] : low ? low.dataset.low : 0).then(() => { comeBack(); lightAgain(); });
    } else comeBack();
  });

  // What is refused (422) comes as sentences; they are said where the person is looking.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!bench() || event.detail.xhr.status < 400) return;
    const box = document.createElement("template");
    box.innerHTML = event.detail.xhr.responseText;
    const text = (box.content.querySelector("[role=alert]") || box.content.querySelector("main") || box.content).textContent.trim();
    if (dialog().open) {
      dialog().querySelectorAll(".refused").forEach((one) => one.remove());
      const place = document.createElement("div");
      place.className = "sentence refused";
      place.setAttribute("role", "alert");
      place.textContent = text;
      document.getElementById("act-body").prepend(place);
    } else say(text, true);
  });
})();
