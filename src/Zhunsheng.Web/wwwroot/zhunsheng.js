/* 准绳：只让页面更顺手；关掉脚本，一切照样能办。Chrome 86 可用的写法。 */
(function () {
  "use strict";

  // 点到别处，或者按退出键，“更多”收起来
  function menu() {
    var more = document.querySelector(".nav__more");
    if (!more) { return; }
    document.addEventListener("click", function (event) { if (!more.contains(event.target)) { more.removeAttribute("open"); } });
    more.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && more.hasAttribute("open")) { more.removeAttribute("open"); more.querySelector("summary").focus(); }
    });
  }

  // 一项也不问的部分收起来，其余重新编号
  function sections(form) {
    var numbers = "一二三四五六七八九", count = 0;
    form.querySelectorAll("section.sect").forEach(function (section) {
      var fields = section.querySelectorAll("[data-field]");
      if (fields.length) { section.hidden = section.querySelectorAll("[data-field]:not([hidden])").length === 0; }
      var number = section.querySelector(".sect__n");
      var entry = section.id && form.querySelector(".sect-index a[href='#" + section.id + "']");
      if (entry) { entry.parentNode.hidden = section.hidden; }
      if (!section.hidden && number) {
        count++;
        number.textContent = count < 10 ? numbers.charAt(count - 1) : "十" + numbers.charAt(count - 11);
      }
    });
  }

  // 现在能选的结果放在最前；现在不适用的标出来
  function buttons(form, panel) {
    var all = form.querySelectorAll("button[name=outcome]"), main = null;
    var idle = (panel.getAttribute("data-idle") || "").split("\n");
    all.forEach(function (button) {
      if (button.value === panel.getAttribute("data-main")) { main = button; }
      button.classList.remove("btn--go");
      if (idle.indexOf(button.value) < 0) { button.removeAttribute("aria-disabled"); } else { button.setAttribute("aria-disabled", "true"); }
    });
    if (!main) { return; }
    main.classList.add("btn--go");
    if (all[0] !== main) {
      var block = main.closest(".choice");
      block.parentNode.insertBefore(block, block.parentNode.firstElementChild);
    }
  }

  // 要交的材料跟着所填的变：只换说明，选好的文件、勾过的、光标都留着
  function papers(form, fresh) {
    var list = form.querySelector("#papers > ul");
    if (!list) { return; }
    var kept = list.keptFiles = list.keptFiles || {}, focus = document.activeElement, changed = 0;
    Array.prototype.slice.call(fresh.querySelectorAll("li[data-paper]")).forEach(function (now) {
      var name = now.getAttribute("data-paper"), old = list.querySelector("li[data-paper='" + name + "']");
      if (!old) { return; }
      var control = "input[name='" + name + "']", typed = old.querySelector(control), place = now.querySelector(control);
      if (typed && typed.type === "file" && typed.files.length) { kept[name] = [typed, old.querySelector("[role=status]")]; }
      var held = place && place.type === "file" ? kept[name] : null;
      if (old.querySelector(".box").className !== now.querySelector(".box").className || !typed !== !place) { changed++; }
      if (held) {
        place.parentNode.replaceChild(held[0], place);
        var said = now.querySelector("[role=status]");
        if (said && held[1]) { said.parentNode.replaceChild(held[1], said); }
      } else if (typed && place && typed.type === place.type) {
        place.parentNode.replaceChild(typed, place);
      }
      var input = now.querySelector("input[type=file][data-most]");
      if (input && input !== typed && !held) { limited(input); }
      old.parentNode.replaceChild(now, old);
    });
    if (focus && focus !== document.activeElement && list.contains(focus)) { focus.focus(); }
    var said = document.getElementById("papers-said");
    if (said && changed) { said.textContent = "材料清单变了，现在缺" + list.querySelectorAll(".tag--mend").length + "份"; }
  }

  // 由你所填推出：改一项，右边跟着变
  function deriving(form) {
    var panel = document.getElementById(form.getAttribute("data-derive"));
    if (!panel) { return; }
    var timer = 0, running = null;
    function refresh() {
      var data = new FormData(form), body = new FormData();
      data.forEach(function (value, name) { if (typeof value === "string") { body.append(name, value); } });
      if (running) { running.abort(); }
      running = new AbortController();
      var address = form.getAttribute("action") || location.href;
      fetch(address + (address.indexOf("?") < 0 ? "?" : "&") + "derive=1", {
        method: "POST", body: body, credentials: "same-origin", signal: running.signal, headers: { "X-Derive": "1" }
      }).then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.text();
      }).then(function (html) {
        var answer = document.createElement("div");
        answer.innerHTML = html;
        var fresh = answer.querySelector("template[data-papers]");
        if (fresh) {
          fresh.parentNode.removeChild(fresh);
          papers(form, fresh.content);
        }
        panel.innerHTML = answer.innerHTML;
        var asked = panel.querySelector("[data-asked]");
        if (!asked) { return; }
        var names = asked.getAttribute("data-asked").split("\n"), depends = (asked.getAttribute("data-depends") || "").split("\n");
        form.querySelectorAll("[data-field]").forEach(function (field) {
          field.hidden = names.indexOf(field.getAttribute("data-field")) < 0;
          var perhaps = field.querySelector("[data-depends]");
          if (perhaps) { perhaps.hidden = depends.indexOf(field.getAttribute("data-field")) < 0; }
        });
        sections(form);
        buttons(form, asked);
      }).catch(function () { /* 断网或会话过期：面板留着旧的，提交时再说 */ });
    }
    form.addEventListener("input", function (event) {
      if (event.target.type === "file") { return; }
      clearTimeout(timer);
      timer = setTimeout(refresh, 350);
    });
    document.querySelectorAll("[data-without-script]").forEach(function (part) { part.hidden = true; });
  }

  // 草稿自己存：改过以后过几秒存一次，离开这一页时再存一次
  function drafting(form) {
    var said = document.getElementById(form.getAttribute("data-draft"));
    var version = form.querySelector("input[name=draftVersion]"), id = form.querySelector("input[name=draft]");
    if (!said || !version || !id || !window.fetch) { return; }
    var timer = 0, dirty = false, saving = false, stopped = false;
    var address = form.getAttribute("action") || location.href;
    address += (address.indexOf("?") < 0 ? "?" : "&") + "save=1";
    function typed() {
      var body = new FormData();
      new FormData(form).forEach(function (value, name) { if (typeof value === "string") { body.append(name, value); } });
      return body;
    }
    function say(text, wrong) {
      said.textContent = text;
      said.className = wrong ? "error" : "dim";
    }
    function save() {
      if (saving || stopped || !dirty || form.hasAttribute("data-gone")) { return; }
      saving = true;
      dirty = false;
      fetch(address, { method: "POST", body: typed(), credentials: "same-origin" }).then(function (answer) {
        if (answer.status === 401) { stopped = true; say("登录已过期，没有存；提交或存草稿时会请你重新登录，填的不会丢", true); return; }
        return answer.json().then(function (result) {
          stopped = answer.status === 409;
          if (answer.ok) { version.value = result.version; id.value = result.draft; } else if (!stopped) { dirty = true; }
          say(result.said, !answer.ok);
        });
      }).catch(function () {
        dirty = true;
        say("连不上，还没有存", true);
      }).then(function () {
        saving = false;
        if (dirty && !stopped) { clearTimeout(timer); timer = setTimeout(save, 10000); }
      });
    }
    function leave() {
      if (!dirty || stopped || form.hasAttribute("data-gone") || !navigator.sendBeacon) { return; }
      if (navigator.sendBeacon(address, typed())) { dirty = false; }
    }
    form.addEventListener("input", function (event) {
      if (event.target.type === "file") { return; }
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 3000);
    });
    form.addEventListener("submit", function (event) { if (!downloads(event)) { form.setAttribute("data-gone", ""); } });
    window.addEventListener("pageshow", function (shown) { if (shown.persisted) { form.removeAttribute("data-gone"); } });
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") { leave(); } });
  }

  // 只取一个文件、不离开这一页的按钮
  function downloads(event) { return event.submitter && event.submitter.hasAttribute("data-download"); }

  // 提交一次就够：按下后不再接受第二次
  function once(form) {
    var sent = false, timer = 0;
    function again() {
      if (!sent) { return; }
      sent = false;
      clearTimeout(timer);
      form.querySelectorAll("button[data-sent]").forEach(function (button) { button.removeAttribute("aria-disabled"); button.removeAttribute("data-sent"); });
    }
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); return; }
      if (downloads(event)) { return; }
      sent = true;
      setTimeout(function () {
        form.querySelectorAll("button[type=submit]:not([aria-disabled])").forEach(function (button) { button.setAttribute("aria-disabled", "true"); button.setAttribute("data-sent", ""); });
      }, 0);
      // 提交中断了（按了停止、断了网），半分钟后可以再交；交了两次也只算一次
      timer = setTimeout(again, 30000);
    });
    window.addEventListener("pageshow", function (shown) { if (shown.persisted) { again(); } });
  }

  // 多行文字随内容长高
  function autosize(area) {
    function fit() { area.style.height = "auto"; area.style.height = Math.min(area.scrollHeight + 2, 480) + "px"; }
    area.addEventListener("input", fit);
    if (area.value) { fit(); }
  }

  // 上传之前先看大小，省得白传
  function limited(input) {
    var most = Number(input.getAttribute("data-most"));
    input.addEventListener("change", function () {
      var file = input.files && input.files[0];
      var tooLarge = file && most && file.size > most;
      var said = document.getElementById(input.id + "-said");
      if (said) {
        said.textContent = !file ? "" : tooLarge
          ? "这份" + (file.size / 1048576).toFixed(1) + "MB，超过单份上限" + Math.floor(most / 1048576) + "MB，请压缩或拆分后再选"
          : "已选 " + file.name;
        said.className = tooLarge ? "error" : "sub";
      }
      if (tooLarge) { input.value = ""; }
    });
  }

  function start() {
    menu();
    document.querySelectorAll("form[data-derive]").forEach(deriving);
    document.querySelectorAll("form[data-draft]").forEach(drafting);
    document.querySelectorAll("form[method=post]").forEach(once);
    document.querySelectorAll("textarea").forEach(autosize);
    document.querySelectorAll("input[type=file][data-most]").forEach(function (input) { limited(input); });
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
    var summary = document.querySelector("[role=alert][tabindex]");
    if (summary) { summary.focus(); }
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
}());
