/* 准绳：编年度计划的表。拖动排序、随选随算合计；没有脚本时用次序格子，照样能排。Chrome 86 可用的写法。 */
(function () {
  "use strict";

  function rows(table) { return Array.prototype.slice.call(table.querySelectorAll("tr[data-pick]")); }

  function chosen(row) { return row.querySelector("input[type=checkbox]").checked; }

  function told(row) {
    row.querySelector("[data-order], input[type=checkbox]").dispatchEvent(new Event("input", { bubbles: true }));
  }

  // 按现在的上下次序重写序号；没选的不编号
  function number(table) {
    var place = 0;
    rows(table).forEach(function (row) {
      var order = row.querySelector("[data-order]");
      if (order) { order.value = chosen(row) ? String(++place) : ""; }
    });
  }

  function sum(table) {
    var foot = table.querySelector("[data-picksum]");
    if (!foot) { return; }
    var count = 0, total = 0, unread = 0;
    rows(table).forEach(function (row) {
      if (!chosen(row)) { return; }
      count++;
      var money = row.querySelector("[data-money]");
      var value = money ? Number(money.value.replace(/[,，\s]/g, "")) : 0;
      if (!money || money.value.trim() === "" || isNaN(value)) { unread++; } else { total += value; }
    });
    foot.hidden = false;
    foot.querySelector("[data-count]").textContent = count + "个" + (unread > 0 ? "，" + unread + "个没有写金额" : "");
    foot.querySelector("[data-sum]").textContent = total.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 }) + "万元";
  }

  function settle(table, row) {
    number(table);
    sum(table);
    told(row);
  }

  // 改了次序的行挪到那个位置去
  function place(table, row) {
    var wanted = parseInt(row.querySelector("[data-order]").value, 10);
    var others = rows(table).filter(function (other) { return other !== row && chosen(other); });
    if (isNaN(wanted) || !chosen(row)) { return; }
    var before = others[Math.max(0, wanted - 1)];
    if (before) { before.parentNode.insertBefore(row, before); }
    else if (others.length > 0) { others[others.length - 1].parentNode.insertBefore(row, others[others.length - 1].nextSibling); }
    settle(table, row);
  }

  function picking(table) {
    var dragged = null;
    rows(table).forEach(function (row) {
      var order = row.querySelector("[data-order]");
      row.querySelector("input[type=checkbox]").addEventListener("change", function () {
        var others = rows(table).filter(function (other) { return other !== row && chosen(other); });
        var last = others[others.length - 1];
        if (chosen(row) && last) { last.parentNode.insertBefore(row, last.nextSibling); }
        settle(table, row);
      });
      if (!order) { return; }
      order.addEventListener("change", function () { place(table, row); });
      order.addEventListener("keydown", function (event) {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) { return; }
        event.preventDefault();
        var next = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
        if (!next || !chosen(next) || !chosen(row)) { return; }
        row.parentNode.insertBefore(row, event.key === "ArrowUp" ? next : next.nextSibling);
        settle(table, row);
        order.focus();
      });
      order.title = "可以拖动整行，也可以按 Alt+上下键";
      row.addEventListener("mousedown", function (event) { row.draggable = chosen(row) && (event.target.tagName !== "INPUT" && event.target.tagName !== "A"); });
      row.addEventListener("dragstart", function (event) { dragged = row; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", row.getAttribute("data-pick")); });
      row.addEventListener("dragover", function (event) {
        if (!dragged || dragged === row || !chosen(row)) { return; }
        event.preventDefault();
        row.classList.add("is-over");
      });
      row.addEventListener("dragleave", function () { row.classList.remove("is-over"); });
      row.addEventListener("drop", function (event) {
        row.classList.remove("is-over");
        if (!dragged || dragged === row || !chosen(row)) { return; }
        event.preventDefault();
        var down = dragged.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
        row.parentNode.insertBefore(dragged, down ? row.nextSibling : row);
        settle(table, dragged);
      });
      row.addEventListener("dragend", function () { dragged = null; row.draggable = false; });
    });
    table.addEventListener("input", function () { sum(table); });
    sum(table);
  }

  function start() { document.querySelectorAll("table[data-rows]").forEach(picking); }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
}());
