'use strict';
// The page's map, its search and its table. Text of songs is only ever set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const n = data.songs;
  const decoded = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const bytes = (name) => decoded(data[name]);
  const shorts = (name) => new Uint16Array(bytes(name).buffer);
  const ints = (name) => new Int32Array(bytes(name).buffer);
  const cluster = shorts('cluster'), tempo = shorts('tempo'), seconds = shorts('seconds');
  const artist = ints('artist'), album = ints('album'), key = ints('key');
  const neighbour = ints('neighbour'), distance = shorts('distance'), why = bytes('why');
  const parts = data.parts, k = data.k;
  const $ = (id) => document.getElementById(id);

  const artistOf = (i) => data.artists[artist[i]];
  const albumOf = (i) => data.albums[album[i]];
  const keyOf = (i) => data.keys[key[i]];
  const label = (i) => data.title[i] + (artistOf(i) ? ' - ' + artistOf(i) : '');
  const length = (i) => Math.floor(seconds[i] / 60) + ':' + String(seconds[i] % 60).padStart(2, '0');
  const apart = (i, j) => distance[i * k + j] / 65535 * data.farthest;
  const near = (i) => d3.range(k).filter((j) => neighbour[i * k + j] >= 0);
  const words = d3.range(n).map((i) => (data.title[i] + '\n' + artistOf(i) + '\n' + albumOf(i) + '\n' + data.path[i]).toLowerCase());

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // Colours that every kind of eyes tells apart (Okabe and Ito, then darker ones); others are grey.
  const palette = data.palette;
  const grey = '#9a9a9a';

  function categories(of, names) {
    const counts = d3.rollup(d3.range(n), (v) => v.length, of);
    const most = [...counts.keys()].filter((c) => names(c)).sort((a, b) => counts.get(b) - counts.get(a) || a - b).slice(0, palette.length);
    const colours = new Map(most.map((c, i) => [c, palette[i]]));
    return {
      colour: (i) => colours.get(of(i)) || grey,
      legend: most.map((c) => [names(c), colours.get(c)]).concat(counts.size > most.length ? [['others', grey]] : []),
    };
  }

  const modes = {
    cluster: () => ({
      colour: (i) => palette[cluster[i] % palette.length],
      legend: [...new Set(cluster)].sort((a, b) => a - b).slice(0, 40).map((c) => ['cluster ' + (c + 1), palette[c % palette.length]]),
    }),
    artist: () => categories((i) => artist[i], (c) => data.artists[c]),
    album: () => categories((i) => album[i], (c) => data.albums[c]),
    key: () => categories((i) => key[i], (c) => data.keys[c]),
    tempo: () => {
      const sorted = d3.sort(tempo).filter((t) => t > 0);
      const scale = d3.scaleSequential(d3.interpolateCividis).domain([d3.quantile(sorted, 0.05) || 0, d3.quantile(sorted, 0.95) || 1]).clamp(true);
      return {
        colour: (i) => tempo[i] > 0 ? scale(tempo[i]) : grey,
        legend: scale.ticks(5).map((t) => [(t / 10).toFixed(0) + ' bpm', scale(t)]),
      };
    },
  };

  // ---- The map

  const canvas = $('canvas'), pen = canvas.getContext('2d'), hover = $('hover');
  const radius = n < 400 ? 6 : n < 3000 ? 4 : n < 20000 ? 2.5 : 1.5;
  let ground, X, Y, tree;
  let width = 0, height = 0, mode = null, colours = [], transform = d3.zoomIdentity;
  let chosen = -1, matches = null;

  const margin = 34;
  const scale = () => Math.min((width - 2 * margin) / Math.max(1, ground.width), (height - 2 * margin) / Math.max(1, ground.height));
  const left = () => (width - scale() * ground.width) / 2;
  const top = () => (height - scale() * ground.height) / 2;
  const px = (i) => transform.applyX(left() + scale() * X[i]);
  const py = (i) => transform.applyY(top() + scale() * Y[i]);
  const mapX = (x) => (transform.invertX(x) - left()) / scale();
  const mapY = (y) => (transform.invertY(y) - top()) / scale();

  // Another map of the same songs; what is chosen stays.
  function stand(on) {
    ground = on;
    X = new Uint16Array(decoded(ground.x).buffer);
    Y = new Uint16Array(decoded(ground.y).buffer);
    tree = d3.quadtree(d3.range(n), (i) => X[i], (i) => Y[i]);
  }
  stand(data.maps[0]);

  function resize() {
    const box = canvas.getBoundingClientRect(), dots = window.devicePixelRatio || 1;
    width = box.width;
    height = box.height;
    canvas.width = width * dots;
    canvas.height = height * dots;
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    draw();
  }

  function dot(i, size, stroke) {
    pen.beginPath();
    pen.arc(px(i), py(i), size, 0, 2 * Math.PI);
    pen.fillStyle = colours[i];
    pen.fill();
    if (stroke) {
      pen.strokeStyle = stroke;
      pen.lineWidth = 1.5;
      pen.stroke();
    }
  }

  function draw() {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink'), card = style.getPropertyValue('--card'), mark = style.getPropertyValue('--mark');
    pen.clearRect(0, 0, width, height);
    const size = radius * Math.min(2, Math.sqrt(transform.k));
    const lit = chosen >= 0 ? new Set([chosen, ...near(chosen).map((j) => neighbour[chosen * k + j])]) : matches;
    pen.globalAlpha = lit ? 0.25 : n < 3000 ? 1 : 0.8;
    for (let i = 0; i < n; i++) if (!lit || !lit.has(i)) dot(i, size, n < 3000 && !lit ? card : null);
    pen.globalAlpha = 1;
    if (chosen >= 0) {
      pen.strokeStyle = mark;
      pen.lineWidth = 1.2;
      for (const j of near(chosen)) {
        pen.beginPath();
        pen.moveTo(px(chosen), py(chosen));
        pen.lineTo(px(neighbour[chosen * k + j]), py(neighbour[chosen * k + j]));
        pen.stroke();
      }
    }
    if (lit) for (const i of lit) dot(i, size + 1.5, ink);
    if (chosen >= 0) dot(chosen, size + 4, mark);
    names(lit, ink, card, size);
  }

  // Labels where there is room: of what is lit, of the clusters' middles, then of any. The chosen song has one in any case.
  function names(lit, ink, card, size) {
    const seen = (i) => px(i) > 0 && px(i) < width && py(i) > 0 && py(i) < height;
    const order = lit ? [...lit].filter(seen) : data.medoids.filter((i) => i >= 0 && seen(i));
    if (!lit) for (let i = 0; i < n && order.length < 400; i++) if (seen(i) && !order.includes(i)) order.push(i);
    const taken = [];
    const isInside = (b) => b.x >= 0 && b.x + b.w <= width && b.y >= 0 && b.y + b.h <= height;
    const isFree = (b) => isInside(b) && taken.every((t) => b.x > t.x + t.w || t.x > b.x + b.w || b.y > t.y + t.h || t.y > b.y + b.h);
    if (n < 400) for (let i = 0; i < n; i++) taken.push({ x: px(i) - size, y: py(i) - size, w: 2 * size, h: 2 * size });
    pen.font = '12px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    let written = 0;
    for (const i of order) {
      if (written >= 60) break;
      let text = label(i);
      if (text.length > 44) text = text.slice(0, 42) + '…';
      const w = pen.measureText(text).width, gap = size + 5;
      const places = [[px(i) + gap, py(i) - 7], [px(i) - gap - w, py(i) - 7], [px(i) - w / 2, py(i) - gap - 14], [px(i) - w / 2, py(i) + gap]];
      const boxes = places.map(([x, y]) => ({ x, y, w, h: 14 }));
      const box = boxes.find(isFree) || (i === chosen && boxes.find(isInside));
      if (!box) continue;
      taken.push(box);
      written++;
      pen.lineWidth = 3;
      pen.strokeStyle = card;
      pen.strokeText(text, box.x, box.y + 7);
      pen.fillStyle = ink;
      pen.fillText(text, box.x, box.y + 7);
    }
  }

  for (const map of data.maps) $('ground').append(make('option', '', map.name));
  $('grounds').hidden = data.maps.length < 2;
  $('ground').addEventListener('change', (event) => {
    stand(data.maps[event.target.selectedIndex]);
    surface.call(zoom.transform, d3.zoomIdentity);
  });

  const zoom = d3.zoom().scaleExtent([1, 200]).on('zoom', (event) => {
    transform = event.transform;
    hover.hidden = true;
    draw();
  });
  const surface = d3.select(canvas).call(zoom).on('dblclick.zoom', null);

  function under(event) {
    const [x, y] = d3.pointer(event, canvas);
    const i = tree.find(mapX(x), mapY(y));
    return i !== undefined && Math.hypot(px(i) - x, py(i) - y) < Math.max(14, radius * 2) ? i : -1;
  }

  surface.on('mousemove', (event) => {
    const i = under(event);
    hover.hidden = i < 0;
    canvas.style.cursor = i < 0 ? 'grab' : 'pointer';
    if (i < 0) return;
    hover.replaceChildren(make('b', '', data.title[i]), ...facts(i));
    const flip = px(i) > width - 290;
    hover.style.left = (px(i) + (flip ? -14 - hover.offsetWidth : 14)) + 'px';
    hover.style.top = Math.min(height - hover.offsetHeight - 4, py(i) + 10) + 'px';
  }).on('mouseleave', () => { hover.hidden = true; }).on('click', (event) => {
    const i = under(event);
    choose(i, false);
  }).on('keydown', (event) => {
    const move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (move) surface.call(zoom.translateBy, move[0] / transform.k, move[1] / transform.k);
    else if (event.key === '+' || event.key === '=') surface.call(zoom.scaleBy, 1.4);
    else if (event.key === '-') surface.call(zoom.scaleBy, 1 / 1.4);
    else if (event.key === 'Escape') choose(-1, false);
    else return;
    event.preventDefault();
  });

  function facts(i) {
    return [
      [artistOf(i), albumOf(i)].filter(Boolean).join(', '),
      [tempo[i] > 0 ? (tempo[i] / 10).toFixed(0) + ' bpm' : '', keyOf(i), length(i), 'cluster ' + (cluster[i] + 1)].filter(Boolean).join(', '),
    ].filter(Boolean).map((line) => make('div', 'far', line));
  }

  // The two parts of the distance in which a pair is most alike.
  function reasons(i, j) {
    const of = parts.map((name, p) => [name, why[(i * k + j) * parts.length + p] / 255]);
    return of.sort((a, b) => a[1] - b[1]).slice(0, 2).map(([name, value]) => name + ' ' + value.toFixed(2)).join(', ');
  }

  function choose(i, isShown) {
    chosen = i;
    const song = $('song');
    song.replaceChildren();
    if (i < 0) {
      song.append(make('p', '', 'Point at a song for its name, click it for its neighbours.'));
    } else {
      song.append(make('h3', '', data.title[i]), ...facts(i), player(i));
      song.append(make('div', 'far', parts.length ? 'Nearest, with the distance and in what they are most alike:' : 'Nearest, with the distance:'));
      const list = make('ol');
      for (const j of near(i)) {
        const other = neighbour[i * k + j], button = make('button', '', label(other));
        button.type = 'button';
        button.append(make('div', 'far', apart(i, j).toFixed(3) + (parts.length ? ': ' + reasons(i, j) : '')));
        button.addEventListener('click', () => choose(other, true));
        list.append(make('li'));
        list.lastChild.append(button);
      }
      song.append(list);
      if (isShown) reveal(i);
    }
    draw();
  }

  // An excerpt beside the page, or the file itself, which this page can only reach on this machine.
  function player(i) {
    const path = data.folder + data.path[i];
    const sound = data.excerpts ? data.excerpts + '/' + String(i).padStart(6, '0') + '.mp3' : path;
    const box = make('div', 'far', path);
    if (data.excerpts || path.startsWith('file:')) {
      const button = make('button', '', 'Play');
      button.type = 'button';
      button.addEventListener('click', () => {
        const audio = make('audio');
        audio.controls = true;
        audio.src = sound;
        if (!data.excerpts) audio.addEventListener('loadedmetadata', () => { audio.currentTime = audio.duration / 3; });
        audio.addEventListener('error', () => audio.replaceWith(make('div', 'far', 'The file cannot be reached from here.')));
        button.replaceWith(audio);
        audio.play().catch(() => {});
      });
      box.prepend(button, make('br'));
    }
    return box;
  }

  function reveal(i) {
    if (px(i) < margin || px(i) > width - margin || py(i) < margin || py(i) > height - margin) {
      surface.call(zoom.translateTo, left() + scale() * X[i], top() + scale() * Y[i]);
    }
  }

  // ---- Search

  const found = $('found');
  $('search').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    found.replaceChildren();
    found.hidden = !wanted;
    matches = null;
    if (wanted) {
      const hits = d3.range(n).filter((i) => words[i].includes(wanted));
      matches = new Set(hits.slice(0, 2000));
      for (const i of hits.slice(0, 12)) {
        const button = make('button', '', label(i));
        button.type = 'button';
        button.addEventListener('click', () => pick(i));
        found.append(make('li'));
        found.lastChild.append(button);
      }
      found.append(make('li', 'far', hits.length + (hits.length === 1 ? ' song' : ' songs')));
    }
    choose(-1, false);
  });
  $('search').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') found.querySelector('button')?.click();
  });

  function pick(i) {
    found.hidden = true;
    choose(i, true);
  }

  // ---- The table

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const nearestOf = (i) => k > 0 && neighbour[i * k] >= 0 ? neighbour[i * k] : -1;
  const columns = {
    title: (i) => data.title[i],
    artist: artistOf,
    album: albumOf,
    cluster: (i) => cluster[i],
    tempo: (i) => tempo[i],
    key: keyOf,
    seconds: (i) => seconds[i],
    nearest: (i) => nearestOf(i) < 0 ? '' : label(nearestOf(i)),
    distance: (i) => nearestOf(i) < 0 ? Infinity : apart(i, 0),
  };
  const PAGE = 50;
  let rows = d3.range(n), shown = PAGE, sortBy = null, isDown = false;

  function order() {
    const wanted = $('filter').value.trim().toLowerCase();
    rows = d3.range(n).filter((i) => !wanted || words[i].includes(wanted));
    if (sortBy) {
      const of = columns[sortBy], sign = isDown ? -1 : 1;
      rows.sort((a, b) => sign * (typeof of(a) === 'string' ? collator.compare(of(a), of(b)) : of(a) - of(b)) || a - b);
    }
  }

  function table() {
    const body = document.querySelector('#table tbody');
    body.replaceChildren();
    for (const i of rows.slice(0, shown)) {
      const row = make('tr'), button = make('button', '', data.title[i]);
      button.type = 'button';
      button.addEventListener('click', () => {
        choose(i, true);
        $('map').scrollIntoView();
      });
      row.append(make('td'));
      row.lastChild.append(button);
      for (const text of [artistOf(i), albumOf(i)]) row.append(make('td', '', text));
      for (const text of [cluster[i] + 1, tempo[i] > 0 ? (tempo[i] / 10).toFixed(0) : '', keyOf(i), length(i)]) row.append(make('td', 'n', text));
      row.append(make('td', '', columns.nearest(i)), make('td', 'n', nearestOf(i) < 0 ? '' : apart(i, 0).toFixed(3)));
      body.append(row);
    }
    $('count').textContent = rows.length + ' of ' + n + ' songs';
    $('more').hidden = rows.length <= shown;
  }

  for (const button of document.querySelectorAll('#table th button')) {
    button.addEventListener('click', () => {
      isDown = sortBy === button.dataset.column && !isDown;
      sortBy = button.dataset.column;
      for (const head of document.querySelectorAll('#table th')) head.removeAttribute('aria-sort');
      button.parentElement.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
      order();
      table();
    });
  }
  $('filter').addEventListener('input', () => {
    shown = PAGE;
    order();
    table();
  });
  $('more').addEventListener('click', () => {
    shown += 4 * PAGE;
    table();
  });
  for (const button of document.querySelectorAll('[data-song]')) {
    button.addEventListener('click', () => {
      choose(Number(button.dataset.song), true);
      $('map').scrollIntoView();
    });
  }

  // ---- Start

  function recolour() {
    mode = modes[$('colour').value]();
    colours = d3.range(n).map(mode.colour);
    $('legend').replaceChildren(...mode.legend.map(([name, colour]) => {
      const item = make('span'), spot = make('span', 'dot');
      spot.style.background = colour;
      item.append(spot, String(name));
      return item;
    }));
    draw();
  }
  $('colour').addEventListener('change', recolour);
  $('whole').addEventListener('click', () => surface.call(zoom.transform, d3.zoomIdentity));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new ResizeObserver(resize).observe(canvas);
  recolour();
  resize();
  order();
  table();
})();
