// Draws the messages of one chat; only what changed is drawn anew.

import { element, rich } from "./text.js";

const box = document.getElementById("messages");
const pictureDialog = document.getElementById("picture");
const pictureImage = document.getElementById("picture-image");

let drawn = new Map();
let drawnChat = null;

function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1).replace(".", ",")} КБ`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} МБ`;
}

function photoNode(photo, text) {
  const button = element("button", "photo");
  button.type = "button";
  button.setAttribute("aria-label", "Открыть фотографию");
  const image = element("img");
  image.src = `/page/file/${encodeURIComponent(photo.id)}`;
  image.alt = text || "Фотография";
  image.width = photo.width;
  image.height = photo.height;
  button.append(image);
  button.addEventListener("click", () => {
    pictureImage.src = image.src;
    pictureImage.alt = image.alt;
    pictureDialog.showModal();
  });
  return button;
}

function documentNode(file) {
  const link = element("a", "document");
  link.href = `/page/file/${encodeURIComponent(file.id)}?download`;
  link.download = file.name;
  const dot = file.name.lastIndexOf(".");
  const sheet = element("span", "sheet", dot > 0 ? file.name.slice(dot + 1, dot + 5) : "файл");
  sheet.setAttribute("aria-hidden", "true");
  const lines = element("span");
  lines.append(element("span", "file-name", file.name), element("span", "file-size", `${fileSize(file.size)}, скачать`));
  link.append(sheet, lines);
  return link;
}

function cardNode(title, text) {
  const card = element("div", "card");
  card.append(element("b", "", title), text);
  return card;
}

function bubbleNode(message, handlers) {
  const bubble = element("div", "bubble");
  if (message.forwarded) bubble.append(element("div", "origin", `Переслано от ${message.forwarded}`));
  if (message.reply) bubble.append(element("div", "reply", message.reply));
  if (message.photo) bubble.append(photoNode(message.photo, message.text));
  if (message.document) bubble.append(documentNode(message.document));
  if (message.location) bubble.append(cardNode("Геопозиция", message.location));
  if (message.contact) bubble.append(cardNode(message.contact.name, message.contact.phone));
  if (message.text) {
    const body = element("div", "body");
    body.append(rich(message.text, message.entities, handlers));
    bubble.append(body);
  }
  bubble.append(element("span", "meta", message.edited ? `изменено ${message.time}` : message.time));
  return bubble;
}

function buttonNode(message, button, handlers) {
  const node = element("button", button.style ? `style-${button.style}` : "", button.text);
  node.type = "button";
  if (button.url) {
    node.classList.add("link");
    node.addEventListener("click", () => handlers.link(button.url, null));
  } else if (button.copy_text) {
    node.addEventListener("click", () => handlers.copy(button.copy_text.text));
  } else if (button.callback_data) {
    node.addEventListener("click", () => {
      node.classList.add("busy");
      handlers.press(button.callback_data, message.id).finally(() => {
        setTimeout(() => node.classList.remove("busy"), 1500);
      });
    });
  } else {
    node.disabled = true;
  }
  return node;
}

function messageNode(message, handlers, fresh) {
  const node = element("article", `message${message.mine ? " mine" : ""}${fresh ? " fresh" : ""}`);
  node.dataset.id = message.id;
  node.setAttribute("aria-label", message.mine ? "Вы" : "Бот");
  node.append(bubbleNode(message, handlers));
  if (message.buttons.length) {
    node.classList.add("has-buttons");
    const grid = element("div", "buttons");
    for (const row of message.buttons) {
      const line = element("div", "button-row");
      for (const button of row) line.append(buttonNode(message, button, handlers));
      grid.append(line);
    }
    node.append(grid);
  }
  return node;
}

export function atBottom() {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}

export function scrollDown() {
  box.scrollTop = box.scrollHeight;
}

export function showMessages(chat, handlers) {
  const sameChat = drawnChat === chat.id;
  const follow = !sameChat || atBottom();
  const next = new Map();
  const nodes = [];
  let day = "";
  if (!chat.messages.length && chat.description) nodes.push(element("p", "service", chat.description));
  for (const message of chat.messages) {
    if (message.day !== day) {
      day = message.day;
      nodes.push(element("p", "day", day));
    }
    const look = JSON.stringify(message);
    const old = sameChat ? drawn.get(message.id) : undefined;
    const node = old && old.look === look ? old.node : messageNode(message, handlers, sameChat && !old);
    next.set(message.id, { look, node });
    nodes.push(node);
  }
  patch(nodes);
  drawn = next;
  drawnChat = chat.id;
  if (follow) scrollDown();
  for (const image of box.querySelectorAll("img")) {
    if (!image.complete && follow) image.addEventListener("load", scrollDown, { once: true });
  }
}

function patch(nodes) {
  const kept = new Set(nodes);
  for (const child of [...box.children]) {
    if (!kept.has(child)) child.remove();
  }
  nodes.forEach((node, index) => {
    if (box.children[index] !== node) box.insertBefore(node, box.children[index] || null);
  });
}
