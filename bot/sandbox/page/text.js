// Turns a text with entities into DOM nodes. Nothing here ever reads a text as HTML.
// Offsets of entities count UTF-16 units, and so do JavaScript strings.

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function externalLink(href) {
  const link = element("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function safeAddress(url) {
  return /^(https?|tg|mailto):/i.test(url) ? url : `https://${url}`;
}

function wrapper(entity, text, handlers) {
  const kind = entity.type;
  if (kind in TAGS) return element(TAGS[kind]);
  if (kind === "spoiler") {
    const node = element("span", "spoiler");
    node.tabIndex = 0;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", "Скрытый текст, нажмите, чтобы показать");
    const open = () => { node.classList.add("open"); node.removeAttribute("aria-label"); };
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => { if (event.key === "Enter") open(); });
    return node;
  }
  if (kind === "text_link" || kind === "url") {
    const address = safeAddress(kind === "url" ? text : entity.url);
    const link = externalLink(address);
    link.addEventListener("click", (event) => handlers.link(address, event));
    return link;
  }
  if (kind === "email") {
    return externalLink(`mailto:${text}`);
  }
  if (kind === "bot_command") {
    const command = element("button", "inline-command");
    command.type = "button";
    command.addEventListener("click", () => handlers.command(text));
    return command;
  }
  return element("span");
}

export function rich(text, entities, handlers) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (start, end, inside) => {
    const fragment = document.createDocumentFragment();
    let position = start;
    let index = 0;
    const plain = (stop) => {
      const afterBlock = fragment.lastChild?.nodeName;
      const skipped = (afterBlock === "BLOCKQUOTE" || afterBlock === "PRE") && text[position] === "\n" ? 1 : 0;
      fragment.append(text.slice(Math.min(position + skipped, stop), stop));
    };
    while (index < inside.length) {
      const entity = inside[index];
      const stop = Math.min(entity.offset + entity.length, end);
      const nested = [];
      index += 1;
      while (index < inside.length && inside[index].offset < stop) nested.push(inside[index++]);
      plain(entity.offset);
      const node = wrapper(entity, text.slice(entity.offset, stop), handlers);
      node.append(build(entity.offset, stop, nested));
      fragment.append(node);
      position = stop;
    }
    plain(end);
    return fragment;
  };
  return build(0, text.length, ordered);
}
