// The list of people the visitor can be.

import { element } from "./text.js";

const list = document.getElementById("people");
const rows = new Map();

function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();
}

function makeRow(person, onPick) {
  const item = element("li");
  const button = element("button", "person");
  button.type = "button";
  const avatar = element("span", `avatar hue-${person.id % 7}`, initials(person.name));
  avatar.setAttribute("aria-hidden", "true");
  const lines = element("span", "lines");
  const parts = {
    name: element("span", "name"),
    title: element("span", "title"),
    preview: element("span", "preview"),
    when: element("span", "when"),
    badge: element("span", "badge"),
    button,
  };
  lines.append(parts.name, parts.title, parts.preview);
  const edge = element("span", "edge");
  edge.append(parts.when, parts.badge);
  button.append(avatar, lines, edge);
  button.addEventListener("click", () => onPick(person.id));
  item.append(button);
  list.append(item);
  return parts;
}

function fill(parts, person, picked) {
  parts.name.textContent = person.name;
  parts.title.textContent = person.title;
  const quiet = person.blocked ? "Бот заблокирован" : person.started ? person.preview : "Ещё не начинал разговор";
  parts.preview.textContent = person.typing ? "бот печатает…" : quiet;
  parts.when.textContent = person.time;
  parts.badge.textContent = person.unread || "";
  parts.badge.hidden = !person.unread;
  parts.badge.setAttribute("aria-label", `непрочитанных: ${person.unread}`);
  parts.button.setAttribute("aria-current", person.id === picked ? "true" : "false");
}

export function showPeople(people, picked, onPick) {
  for (const person of people) {
    if (!rows.has(person.id)) rows.set(person.id, makeRow(person, onPick));
    fill(rows.get(person.id), person, picked);
  }
  const unread = people.reduce((sum, person) => sum + person.unread, 0);
  const name = "Целевой маршрут — местный Telegram";
  document.title = unread ? `(${unread}) ${name}` : name;
}
