// What makes the pages move: live numbers, charts, labels. Without it they are still readable.
"use strict";
(() => {
  // The monitor says when something changed; parts of the page then load themselves again.
  let source = null;

  const say = (text) => {
    const place = document.getElementById("live");
    place.textContent = text;
    place.hidden = text === "";
  };

  const follow = () => {
    if (source !== null || document.hidden) {
      return;
    }
    source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => {
      say("live");
      if (missed) {
        missed = false;
        changed();
      }
    });
    source.addEventListener("error", () => {
      say("not connected");
      missed = true;
    });
    source.addEventListener("changed", changed);
  };

  // At most every two seconds, and always once after the last change.
  let due = null;
  let missed = false;
  const changed = () => {
    due ??= setTimeout(() => {
      due = null;
      document.body.dispatchEvent(new Event("changed"));
    }, 2000);
  };

  // A browser has six connections for all its tabs together.
  const leave = () => {
    if (source !== null) {
      source.close();
      source = null;
      missed = true;
    }
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", follow);

  // Charts: <figure class="chart" data-rates="/api/v1/rates?..." data-seconds="3600">
  // <div class="plot"></div></figure>
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const percent = (share) => (share === null ? "–" : (share * 100).toFixed(1) + " %");

  // A window that is missing is a gap, as one without a label is.
  const withGaps = (rates) => rates.flatMap((rate, i) => {
    const end = i === 0 ? null : rates[i - 1].window_end;
    return end !== null && Date.parse(end) < Date.parse(rate.window_start)
      ? [{ window_start: end, rate: null, judged: null }, rate]
      : [rate];
  });

  const columns = (items) => {
    const rates = withGaps(items);
    const of = (field) => rates.map((rate) => (rate.rate === null ? null : rate[field]));
    return [
      rates.map((rate) => Date.parse(rate.window_start) / 1000),
      of("rate"), of("low"), of("high"),
      rates.map((rate) => rate.judged),
    ];
  };

  const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 16);

  // Seconds between the ticks of time: what is shown are hours and minutes.
  const steps = [60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400];

  const axis = () => ({
    stroke: token("--muted"),
    grid: { stroke: token("--line"), width: 1 },
    ticks: { stroke: token("--line"), width: 1 },
  });

  const options = (width, limit, seconds) => ({
    width,
    height: 220,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { points: { size: 6 } },
    scales: { x: { range: () => [Date.now() / 1000 - seconds, Date.now() / 1000] }, y: { range: (plot, low, high) => [0, Math.min(1, Math.max(high, limit ?? 0) * 1.15 || 0.1)] } },
    bands: [{ series: [3, 2], fill: token("--band") }],
    series: [
      { label: "from (UTC)", value: (plot, v) => (v === null ? "–" : clock(v)) },
      { label: "failing", stroke: token("--accent"), width: 2, spanGaps: false, value: (plot, v) => percent(v) },
      { label: "95 % low", stroke: "transparent", points: { show: false }, value: (plot, v) => percent(v) },
      { label: "95 % high", stroke: "transparent", points: { show: false }, value: (plot, v) => percent(v) },
      { label: "n", stroke: "transparent", scale: "n", points: { show: false }, value: (plot, v) => v ?? "–" },
    ],
    axes: [{ ...axis(), incrs: steps, values: (plot, ticks) => ticks.map(clock) }, { ...axis(), size: 60, values: (plot, ticks) => ticks.map(percent) }],
    hooks: limit === null ? {} : { draw: [(plot) => drawLimit(plot, limit)] },
  });

  const drawLimit = (plot, limit) => {
    const y = plot.valToPos(limit, "y", true);
    const pen = plot.ctx;
    pen.save();
    pen.strokeStyle = token("--fail");
    pen.setLineDash([6, 4]);
    pen.beginPath();
    pen.moveTo(plot.bbox.left, y);
    pen.lineTo(plot.bbox.left + plot.bbox.width, y);
    pen.stroke();
    pen.restore();
  };

  const plots = new Map();

  // What is wrong with a chart; what it shows stays.
  const tell = (figure, text) => {
    let note = figure.querySelector(".chart__trouble");
    if (note === null) {
      note = document.createElement("p");
      note.className = "chart__trouble muted";
      note.setAttribute("role", "status");
      figure.querySelector(".plot").after(note);
    }
    note.textContent = text;
    note.hidden = text === "";
  };

  // Figures whose numbers are on their way, and whether they are to be fetched once more.
  const drawing = new Map();

  const draw = async (figure) => {
    if (drawing.has(figure)) {
      drawing.set(figure, true);
      return;
    }
    drawing.set(figure, false);
    try {
      await load(figure);
    } catch (failure) {
      tell(figure, "The numbers could not be loaded: " + failure.message);
    } finally {
      const again = drawing.get(figure);
      drawing.delete(figure);
      if (again) {
        draw(figure);
      }
    }
  };

  const load = async (figure) => {
    const place = figure.querySelector(".plot");
    const from = new Date(Date.now() - Number(figure.dataset.seconds) * 1000).toISOString();
    const address = figure.dataset.rates + "&from=" + encodeURIComponent(from);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error("the monitor answered " + answer.status);
    }
    const data = columns((await answer.json()).items);
    tell(figure, "");
    const drawn = plots.get(figure);
    if (drawn !== undefined) {
      drawn.setData(data);
      return;
    }
    const limit = figure.dataset.limit === undefined ? null : Number(figure.dataset.limit);
    place.textContent = "";
    plots.set(figure, new uPlot(options(place.clientWidth, limit, Number(figure.dataset.seconds)), data, place));
  };

  const drawAll = () => document.querySelectorAll("figure.chart[data-rates]").forEach(draw);

  const forget = () => {
    plots.forEach((plot, figure) => {
      plot.destroy();
      plots.delete(figure);
    });
    drawAll();
  };

  let resized = null;
  window.addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(
      () => plots.forEach((plot, figure) =>
        plot.setSize({ width: figure.querySelector(".plot").clientWidth, height: 220 })), 150);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", forget);

  document.body.addEventListener("changed", drawAll);

  // A part that loads itself again stays as its reader left it: what was open, and where the focus
  // was. Both need an id.
  let kept = { open: new Set(), closed: new Set(), focus: "" };
  document.body.addEventListener("htmx:beforeSwap", () => {
    const all = [...document.querySelectorAll("details[id]")];
    kept = {
      open: new Set(all.filter((it) => it.open).map((it) => it.id)),
      closed: new Set(all.filter((it) => !it.open).map((it) => it.id)),
      focus: document.activeElement?.id ?? "",
    };
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    document.querySelectorAll("details[id]").forEach((it) => {
      it.open = kept.open.has(it.id) || (it.open && !kept.closed.has(it.id));
    });
    if (kept.focus !== "" && document.activeElement === document.body) {
      document.getElementById(kept.focus)?.focus({ preventScroll: true });
    }
    drawAll();
  });

  // Forms that speak JSON: <form data-json="/api/v1/feedback"> with a place for the answer.
  // The same content is sent again with the same id, and counts once; another one has its own.
  const sent = new WeakMap();
  const withOwnId = (form, fields) => {
    const content = JSON.stringify(fields);
    const before = sent.get(form) ?? { content, number: 0 };
    const now = before.content === content ? before : { content, number: before.number + 1 };
    sent.set(form, now);
    return now.number === 0 ? fields : { ...fields, feedback_id: fields.feedback_id + "-" + now.number };
  };

  const send = async (form) => {
    const told = form.querySelector("[role=status]");
    const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.dataset.json, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(withOwnId(form, fields)),
      });
      const body = await answer.json();
      told.textContent = answer.ok ? form.dataset.done : body.detail ?? body.title;
    } catch (failure) {
      told.textContent = "The monitor did not answer (" + failure.message + "). Send it again: it counts once.";
    } finally {
      button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.json !== undefined) {
      event.preventDefault();
      send(event.target);
    }
  });

  // What a person writes on each form, such as their name, is kept in their browser.
  const storage = (use) => {
    try {
      return use(window.localStorage);
    } catch {
      return null; // Some browsers allow none.
    }
  };
  const remember = (place) => {
    place.querySelectorAll("[data-remember]").forEach((field) => {
      field.value = storage((kept) => kept.getItem(field.dataset.remember)) ?? field.value;
    });
  };
  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.remember;
    if (name !== undefined) {
      storage((kept) => kept.setItem(name, event.target.value));
      remember(document);
    }
  });

  // Buttons that copy the text of another element: <button data-copy="its id" hidden>
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = navigator.clipboard === undefined;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
    });
  });

  // What a filter does not ask for stays out of the address.
  document.body.addEventListener("htmx:configRequest", (event) => {
    [...event.detail.formData].forEach(([name, value]) => {
      if (value === "") {
        event.detail.formData.delete(name);
      }
    });
  });

  remember(document);
  follow();
  drawAll();
})();
