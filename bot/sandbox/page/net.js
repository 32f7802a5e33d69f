// Talks to the local Telegram that served this page.

async function reply(response) {
  const body = await response.json().catch(() => ({ error: "Ответ не понят" }));
  if (!response.ok) throw new Error(body.error || `Ошибка ${response.status}`);
  return body;
}

export async function get(path) {
  return reply(await fetch(path));
}

export async function post(path, values = {}) {
  const headers = { "Content-Type": "application/json", "X-Local-Telegram": "page" };
  return reply(await fetch(path, { method: "POST", headers, body: JSON.stringify(values) }));
}

export async function upload(path, file, as, caption) {
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("as", as);
  if (caption) form.append("caption", caption);
  return reply(await fetch(path, { method: "POST", headers: { "X-Local-Telegram": "page" }, body: form }));
}

export function listen(onOverview, onLost) {
  const source = new EventSource("/page/events");
  source.addEventListener("message", (event) => onOverview(JSON.parse(event.data)));
  source.addEventListener("error", onLost);
}
