// Moving items in the wheel: with the pointer, or with the arrow keys. The server decides where
// an item lands; here only the week is chosen. Without this the table does the same.

const DAY = 86_400_000;

function isoWeek(day) {
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * DAY);
  const first = new Date(Date.UTC(thursday.getUTCFullYear(), 0, 4));
  const monday = first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY;
  return 1 + Math.floor((thursday.getTime() - monday) / (7 * DAY));
}

function dayAt(svg, event) {
  const { cx, cy, start, end, first, last } = svg.dataset;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(
    svg.getScreenCTM().inverse(),
  );
  let angle = (Math.atan2(point.x - cx, cy - point.y) * 180) / Math.PI;
  const whole = end - start >= 360;
  if (whole && angle < 0) angle += 360;
  const share = Math.min(Math.max((angle - start) / (end - start), 0), 0.9999);
  const begins = Date.parse(`${first}T00:00:00Z`);
  const days = (Date.parse(`${last}T00:00:00Z`) - begins) / DAY + 1;
  return new Date(begins + Math.floor(share * days) * DAY);
}

function dayOf(svg, mark) {
  const box = mark.querySelector("path").getBoundingClientRect();
  return dayAt(svg, { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 });
}

function begin(figure) {
  const form = figure.querySelector("[data-wheel-move]");
  const says = figure.querySelector("[data-wheel-says]");
  if (!form) return;
  let chosen = null;
  let dragged = null;
  let wasDragged = false;

  // Back after a move: on to the next week from the same item, not from the top of the page.
  const moved = /^#i-hjulet-(\d+)$/.exec(window.location.hash)?.[1];
  if (moved) figure.querySelector(`[data-item="${moved}"]`)?.focus();

  function send(mark, week) {
    form.action = form.dataset.address.replace("/0/", `/${mark.dataset.item}/`);
    form.elements.week.value = week;
    form.submit();
  }
  function forget() {
    chosen = null;
    says.textContent = "";
  }

  figure.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.("[data-movable]");
    if (!mark) return;
    const svg = mark.ownerSVGElement;
    const step = { ArrowRight: 7, ArrowLeft: -7 }[event.key];
    if (step) {
      event.preventDefault();
      const from = chosen?.mark === mark ? chosen.day : dayOf(svg, mark);
      const day = new Date(from.getTime() + step * DAY);
      const inside =
        day >= new Date(`${svg.dataset.first}T00:00:00Z`) &&
        day <= new Date(`${svg.dataset.last}T00:00:00Z`);
      if (!inside) {
        says.textContent = "Längre går det inte att flytta den i den del av året som visas.";
        return;
      }
      chosen = { mark, day };
      says.textContent = `Vecka ${isoWeek(day)}. Retur flyttar punkten dit, Esc ångrar.`;
    } else if (event.key === "Enter" && chosen?.mark === mark) {
      event.preventDefault();
      send(mark, isoWeek(chosen.day));
    } else if (event.key === "Escape" && chosen) {
      event.preventDefault();
      forget();
    }
  });
  figure.addEventListener("focusout", (event) => {
    if (chosen && event.target.closest?.("[data-movable]") === chosen.mark) forget();
  });

  figure.addEventListener("dragstart", (event) => {
    // The browser would drag the link itself.
    if (event.target.closest?.("[data-movable]")) event.preventDefault();
  });
  figure.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest?.("[data-movable]");
    if (!mark || event.button !== 0) return;
    wasDragged = false;
    dragged = { mark, x: event.clientX, y: event.clientY, week: null };
  });
  window.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const far = Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) > 6;
    if (!far && dragged.week === null) return;
    wasDragged = true;
    dragged.mark.dataset.dragged = "";
    dragged.week = isoWeek(dayAt(dragged.mark.ownerSVGElement, event));
    says.textContent = `Släpp för att flytta till vecka ${dragged.week}.`;
  });
  window.addEventListener("pointerup", () => {
    if (!dragged) return;
    const { mark, week } = dragged;
    delete mark.dataset.dragged;
    dragged = null;
    if (week !== null) send(mark, week);
  });
  window.addEventListener("pointercancel", () => {
    if (dragged) delete dragged.mark.dataset.dragged;
    dragged = null;
    forget();
  });
  figure.addEventListener("click", (event) => {
    const ring = event.target.closest?.("[data-ring]");
    if (!ring) return;
    const week = isoWeek(dayAt(ring.ownerSVGElement, event));
    window.location.assign(`${form.dataset.create}?vecka=${week}&ring=${ring.dataset.ring}`);
  });
  figure.addEventListener(
    "click",
    (event) => {
      if (!wasDragged || !event.target.closest?.("[data-movable]")) return;
      event.preventDefault();
      wasDragged = false;
    },
    true,
  );
}

for (const figure of document.querySelectorAll("[data-wheel]")) begin(figure);
