// The panel that moves the demo's clock.

import { post } from "./net.js";

const panel = document.getElementById("clock");
const time = document.getElementById("clock-time");
const weekday = document.getElementById("clock-weekday");
const day = document.getElementById("clock-day");
const chosen = document.getElementById("clock-date");
const status = document.getElementById("clock-status");
const buttons = [...panel.querySelectorAll("button[data-move]")];

function tell(text, kind = "") {
  status.textContent = text;
  status.className = `clock-status ${kind}`;
}

export function showClock(clock) {
  panel.hidden = !clock;
  if (!clock) return;
  time.textContent = clock.time;
  weekday.textContent = clock.weekday;
  day.textContent = clock.day;
  if (document.activeElement !== chosen && !chosen.dataset.touched) chosen.value = clock.date;
}

async function move(how) {
  const values = {};
  if (how === "date") {
    if (!chosen.reportValidity()) return;
    values.date = chosen.value;
  }
  for (const button of buttons) button.disabled = true;
  tell("Часы переводятся, бот работает…", "busy");
  try {
    const { said, clock } = await post(`/page/clock/${how}`, values);
    delete chosen.dataset.touched;
    showClock(clock);
    tell(said || `Теперь ${clock.weekday}, ${clock.day}, ${clock.time}`);
  } catch (error) {
    tell(error.message, "bad");
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

chosen.addEventListener("input", () => { chosen.dataset.touched = "yes"; });
for (const button of buttons) {
  button.addEventListener("click", () => move(button.dataset.move));
}
