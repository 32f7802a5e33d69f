// The page: who is picked, what they see, what they do.

import { showClock } from "./clock.js";
import { closeMenus, showComposer, wire } from "./composer.js";
import { atBottom, scrollDown, showMessages } from "./messages.js";
import { get, listen, post, upload } from "./net.js";
import { showPeople } from "./people.js";
import { element } from "./text.js";

const page = document.body;
const welcome = document.getElementById("welcome");
const chatBox = document.getElementById("chat");
const chatName = document.getElementById("chat-name");
const chatWho = document.getElementById("chat-who");
const block = document.getElementById("block");
const blockLabel = document.getElementById("block-label");
const hint = document.getElementById("hint");
const toast = document.getElementById("toast");
const trouble = document.getElementById("trouble");
const down = document.getElementById("down");
const alertDialog = document.getElementById("alert");
const alertText = document.getElementById("alert-text");

const seenToasts = new Map();
let overview = null;
let picked = Number(location.hash.slice(1)) || null;
let chat = null;
let loading = false;
let again = false;
let toastTimer = 0;
let typingTimer = 0;
let lost = false;

const chatPath = (act = "") => `/page/chat/${picked}${act ? `/${act}` : ""}`;

function complain(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
}

async function attempt(action) {
  try {
    complain("");
    await action();
    await refresh();
  } catch (error) {
    complain(error.message);
  }
}

const handlers = {
  say: (text) => attempt(() => post(chatPath("say"), { text })),
  press: (label, message) => attempt(() => post(chatPath("press"), message ? { label, message } : { label })),
  start: () => attempt(() => post(chatPath("start"))),
  act: (what) => attempt(() => post(chatPath(what))),
  upload: (file, as) => attempt(() => upload(chatPath("upload"), file, as, "")),
  command: (text) => handlers.say(text),
  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      flash("Скопировано");
    } catch {
      showAlert(text);
    }
  },
  link: (url, event) => {
    const payload = deepLink(url);
    if (payload !== null) {
      event?.preventDefault();
      attempt(() => post(chatPath("start"), { payload }));
    } else if (!event) {
      window.open(url, "_blank", "noopener,noreferrer");
    }
  },
};

function deepLink(url) {
  let address;
  try { address = new URL(url); } catch { return null; }
  const name = overview.bot.username.toLowerCase();
  const query = address.searchParams;
  if (address.protocol === "tg:") {
    return query.get("domain")?.toLowerCase() === name ? query.get("start") || "" : null;
  }
  const ours = ["t.me", "telegram.me"].includes(address.hostname);
  return ours && address.pathname.slice(1).toLowerCase() === name ? query.get("start") || "" : null;
}

function flash(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 4000);
}

function showAlert(text) {
  alertText.textContent = text;
  if (!alertDialog.open) alertDialog.showModal();
}

function showToasts(current) {
  const newest = current.toasts.at(-1)?.number ?? 0;
  const seen = seenToasts.get(current.id);
  seenToasts.set(current.id, newest);
  if (seen === undefined) return;
  for (const item of current.toasts) {
    if (item.number <= seen) continue;
    if (item.url) handlers.link(item.url, null);
    if (item.text && item.alert) showAlert(item.text);
    else if (item.text) flash(item.text);
  }
}

function showHead(current) {
  chatName.textContent = overview.bot.name;
  const who = `вы — ${current.name}${current.title ? `, ${current.title}` : ""}`;
  chatWho.textContent = current.typing ? "бот печатает…" : who;
  chatWho.className = current.typing ? "typing" : "";
  clearTimeout(typingTimer);
  if (current.typing) typingTimer = setTimeout(refresh, 5200);
  block.hidden = !current.started || current.deactivated;
  blockLabel.textContent = current.blocked ? "Разблокировать" : "Заблокировать";
}

function showChat(current) {
  chat = current;
  welcome.hidden = true;
  chatBox.hidden = false;
  showHead(current);
  showMessages(current, handlers);
  showComposer(current, handlers);
  showToasts(current);
  down.hidden = atBottom();
}

async function refresh() {
  if (!picked) return;
  if (loading) { again = true; return; }
  loading = true;
  try {
    do {
      again = false;
      const current = await get(chatPath());
      if (current.id === picked) showChat(current);
    } while (again);
  } finally {
    loading = false;
  }
}

function markRead() {
  const person = overview?.people.find((one) => one.id === picked);
  if (person?.unread && !document.hidden) post(chatPath("read")).catch(() => {});
}

function pick(id) {
  picked = id;
  chat = null;
  history.replaceState(null, "", `#${id}`);
  page.dataset.view = "chat";
  complain("");
  closeMenus();
  showPeople(overview.people, picked, pick);
  attempt(async () => {}).then(markRead);
}

function leave() {
  picked = null;
  chat = null;
  history.replaceState(null, "", location.pathname);
  page.dataset.view = "list";
  chatBox.hidden = true;
  welcome.hidden = false;
  showPeople(overview.people, picked, pick);
}

function showGuide(fresh) {
  for (const id of ["guide", "hint-guide"]) {
    document.getElementById(id).replaceChildren(...fresh.guide.map((line) => element("li", "", line)));
  }
  hint.hidden = !fresh.guide.length;
  hint.open = fresh.people.every((person) => !person.started);
}

function onOverview(fresh) {
  const first = !overview;
  overview = fresh;
  if (lost) complain("");
  lost = false;
  showClock(fresh.clock);
  if (first) showGuide(fresh);
  if (picked && !fresh.people.some((person) => person.id === picked)) picked = null;
  showPeople(fresh.people, picked, pick);
  if (first && picked) { pick(picked); return; }
  const person = fresh.people.find((one) => one.id === picked);
  if (person && (!chat || chat.version !== person.version)) refresh().catch((error) => complain(error.message));
  markRead();
}

wire(handlers);
block.addEventListener("click", () => handlers.act(chat?.blocked ? "unblock" : "block"));
document.getElementById("back").addEventListener("click", leave);
down.addEventListener("click", scrollDown);
document.getElementById("messages").addEventListener("scroll", () => { down.hidden = atBottom(); });
document.addEventListener("visibilitychange", markRead);
listen(onOverview, () => {
  lost = true;
  complain("Связь с местным Telegram прервалась, пробую снова…");
});
