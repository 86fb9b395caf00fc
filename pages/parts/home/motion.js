// Moves the pictures of the front page: each plays its run, rests at the end, and begins again. Nothing is sent.
const RUN = 7000, REST = 2500; // ms
const COLOURS = {
  Momentum: ["#E69F00", "#E69F00"], GradientDescent: ["#16202B", "#EEF2F6"],
  AdaGrad: ["#009E73", "#2DC79A"], Adam: ["#CC3311", "#FF7A5C"],
};
const SVG = "http://www.w3.org/2000/svg";

const drawn = (kind, attributes, parent) => {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return parent.appendChild(element);
};

// Where a path stands at a share of its time: between two steps, on the straight line.
const between = (path, share) => {
  const at = share * (path.length - 1), k = Math.min(Math.floor(at), path.length - 2), part = at - k;
  return [0, 1].map(i => path[k][i] + part * (path[k + 1][i] - path[k][i]));
};

const scene = (svg, { ground, paths }, dark) => {
  svg.replaceChildren();
  svg.style.backgroundImage = `url(${ground})`;
  const edge = dark ? "#10151C" : "#FFFFFF";
  const runners = Object.entries(paths).map(([name, path]) => {
    const points = path.map(([x, y]) => [320 * x, 200 * y]), colour = COLOURS[name][dark ? 1 : 0];
    const line = { fill: "none", "stroke-linejoin": "round", "vector-effect": "non-scaling-stroke" };
    drawn("polyline", { ...line, stroke: edge, "stroke-width": 5, "stroke-opacity": 0.6 }, svg);
    drawn("polyline", { ...line, stroke: colour, "stroke-width": 3 }, svg);
    // A line of no length with round ends is a ball, however the picture is stretched.
    const dot = { "stroke-linecap": "round", "vector-effect": "non-scaling-stroke" };
    const balls = [[edge, 20], [colour, 15]].map(([stroke, width]) =>
      drawn("path", { ...dot, stroke, "stroke-width": width }, svg));
    return { points, balls, trails: [...svg.querySelectorAll("polyline")].slice(-2) };
  });
  return share => runners.forEach(({ points, balls, trails }) => {
    const here = between(points, share), done = Math.floor(share * (points.length - 1));
    const trail = [...points.slice(0, done + 1), here].map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    trails.forEach(line => line.setAttribute("points", trail));
    balls.forEach(ball => ball.setAttribute("d", `M${here[0].toFixed(1)} ${here[1].toFixed(1)}h0.01`));
  });
};

const digit = (figure, { image, updates, certainties }, caption) => {
  const context = figure.querySelector("canvas").getContext("2d"), pixels = context.createImageData(28, 28);
  image.flat().forEach((grey, k) => pixels.data.set([255 - grey, 255 - grey, 255 - grey, 255], 4 * k));
  context.putImageData(pixels, 0, 0);
  const list = figure.querySelector("ol");
  list.replaceChildren(...Array.from({ length: 10 }, (_, k) => {
    const row = document.createElement("li");
    row.append(String(k), document.createElement("i"));
    return row;
  }));
  return share => {
    const at = share * (updates.length - 1), k = Math.min(Math.floor(at), updates.length - 2), part = at - k;
    const now = certainties[k].map((value, i) => value + part * (certainties[k + 1][i] - value));
    const best = now.indexOf(Math.max(...now));
    [...list.children].forEach((row, i) => {
      row.lastChild.style.width = `${85 * now[i]}%`;
      row.className = i === best ? "first" : "";
    });
    const update = Math.round(updates[k] + part * (updates[k + 1] - updates[k]));
    figure.nextElementSibling.textContent = caption.replace("{n}", update);
  };
};

export default component => {
  const root = component.parentElement.querySelector(".motion"), { data } = component;
  const [ball, race] = root.querySelectorAll("svg"), reading = root.querySelector(".reading");
  const captions = root.querySelectorAll("figcaption"), hold = root.querySelector(".hold");
  captions[0].textContent = data.words.ball;
  captions[1].textContent = data.words.race;
  const moves = [scene(ball, data.ball, data.dark), scene(race, data.race, data.dark),
    digit(reading, data.digit, data.words.digit)];
  const draw = share => moves.forEach(move => move(share));
  const less = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = 0, before = 0, played = 0, held = false;
  const tell = () => { hold.textContent = held ? data.words.play : data.words.pause; };
  const frame = now => {
    if (before) played += Math.min(now - before, 100);
    before = now;
    draw(Math.min(1, (played % (RUN + REST)) / RUN));
    if (root.isConnected) asked = requestAnimationFrame(frame);
  };
  const go = () => {
    cancelAnimationFrame(asked);
    before = 0;
    if (less.matches) draw(1);
    else if (!held) asked = requestAnimationFrame(frame);
  };
  hold.onclick = () => { held = !held; tell(); go(); };
  less.addEventListener("change", go);
  tell();
  go();
  return () => { cancelAnimationFrame(asked); less.removeEventListener("change", go); };
};
