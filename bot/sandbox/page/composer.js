// Writing, attaching, the menu of commands and the bot's reply keyboard.

import { element } from "./text.js";

const form = document.getElementById("composer");
const text = document.getElementById("composer-text");
const start = document.getElementById("start");
const commandButton = document.getElementById("commands");
const commandMenu = document.getElementById("command-menu");
const attachButton = document.getElementById("attach");
const attachMenu = document.getElementById("attach-menu");
const keyboard = document.getElementById("keyboard");
const keyboardToggle = document.getElementById("keyboard-toggle");
const pickFile = document.getElementById("pick-file");
const pickPhoto = document.getElementById("pick-photo");
const drop = document.getElementById("drop");
const chatBox = document.getElementById("chat");

let keyboardOpen = true;
let keyboardLook = "";

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

function toggle(button, menu, open = menu.hidden) {
  for (const [other, panel] of [[commandButton, commandMenu], [attachButton, attachMenu]]) {
    panel.hidden = true;
    other.setAttribute("aria-expanded", "false");
  }
  menu.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button")?.focus();
}

export function closeMenus() {
  toggle(commandButton, commandMenu, false);
}

function isPicture(file) {
  return /^image\/(png|jpeg|gif|webp)$/.test(file.type);
}

export function showComposer(chat, handlers) {
  const open = chat.started && !chat.blocked && !chat.deactivated;
  form.hidden = !open;
  start.hidden = open || chat.deactivated;
  start.textContent = chat.blocked ? "РАЗБЛОКИРОВАТЬ И НАЧАТЬ СНОВА" : "СТАРТ";
  text.placeholder = chat.placeholder || "Сообщение";
  commandButton.hidden = !chat.commands.length;
  commandMenu.replaceChildren(...chat.commands.map((command) => commandNode(command, handlers)));
  showKeyboard(open ? chat.keyboard : [], handlers);
}

function commandNode(command, handlers) {
  const button = element("button");
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.append(element("span", "command", `/${command.command}`), element("span", "about", command.description));
  button.addEventListener("click", () => { closeMenus(); handlers.say(`/${command.command}`); });
  return button;
}

function showKeyboard(rows, handlers) {
  const look = JSON.stringify(rows);
  if (look !== keyboardLook) {
    keyboardOpen = true;
    keyboardLook = look;
    keyboard.replaceChildren(...rows.map((row) => {
      const line = element("div", "button-row");
      for (const label of row) {
        const button = element("button", "", label);
        button.type = "button";
        button.addEventListener("click", () => handlers.press(label, null));
        line.append(button);
      }
      return line;
    }));
  }
  keyboardToggle.hidden = !rows.length;
  keyboard.hidden = !rows.length || !keyboardOpen;
}

export function wire(handlers) {
  const send = () => {
    const said = text.value.trim();
    if (!said) return;
    text.value = "";
    grow();
    handlers.say(said);
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  start.addEventListener("click", () => handlers.start());
  commandButton.addEventListener("click", () => toggle(commandButton, commandMenu));
  attachButton.addEventListener("click", () => toggle(attachButton, attachMenu));
  keyboardToggle.addEventListener("click", () => {
    keyboardOpen = !keyboardOpen;
    keyboard.hidden = !keyboardOpen;
    keyboardToggle.setAttribute("aria-expanded", String(keyboardOpen));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".menu, #commands, #attach")) closeMenus();
  });
  attachMenu.addEventListener("click", (event) => {
    const what = event.target.dataset?.attach;
    if (!what) return;
    closeMenus();
    if (what === "photo") pickPhoto.click();
    else if (what === "file") pickFile.click();
    else handlers.act(what);
  });
  for (const [input, as] of [[pickFile, "file"], [pickPhoto, "photo"]]) {
    input.addEventListener("change", () => {
      for (const file of input.files) handlers.upload(file, as === "photo" && isPicture(file) ? "photo" : "file");
      input.value = "";
    });
  }
  wireDrop(handlers);
}

function wireDrop(handlers) {
  chatBox.addEventListener("dragover", (event) => { event.preventDefault(); drop.hidden = false; });
  chatBox.addEventListener("dragleave", (event) => {
    if (!chatBox.contains(event.relatedTarget)) drop.hidden = true;
  });
  chatBox.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.hidden = true;
    for (const file of event.dataTransfer.files) handlers.upload(file, isPicture(file) ? "photo" : "file");
  });
  text.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    for (const file of files) handlers.upload(file, isPicture(file) ? "photo" : "file");
  });
}
