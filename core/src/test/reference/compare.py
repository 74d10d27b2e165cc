#!/usr/bin/env python3
"""Compares exported features with an independent implementation of librosa's definitions.

usage: compare.py EXPORTED [SONGS]

EXPORTED: output folder of `soundalike export` under default settings. SONGS: number of songs that are compared; default: all.
Songs are decoded by ffmpeg and resampled by soxr, as by librosa.load. Needs ffmpeg with libsoxr, numpy and scipy.
Used with numpy 2.4.6, scipy 1.17.1 and ffmpeg 5.1. Definitions: documentation of librosa 0.10.1 and the papers it cites.
"""
import csv
import subprocess
import sys
import urllib.parse

import numpy as np
from scipy.fft import dct
from scipy.signal import convolve

RATE, N_FFT, HOP = 22050, 2048, 512
HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)
FREQUENCIES = np.fft.rfftfreq(N_FFT, 1 / RATE)
NAMES = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]


def load(path):
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-af", "aresample=22050:resampler=soxr:precision=20",
         "-f", "f32le", "-ac", "2", "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<f4").reshape(-1, 2).mean(axis=1).astype("f4")


def frames(y, mode):
    padded = np.pad(y, N_FFT // 2, mode=mode)
    return np.lib.stride_tricks.sliding_window_view(padded, N_FFT)[::HOP]


def mel_to_hz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))


def mel_filters(bands, highest_hz):
    top = 15 + np.log(highest_hz / 1000) / (np.log(6.4) / 27)
    edges = mel_to_hz(np.linspace(0, top, bands + 2))
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (FREQUENCIES - left) / (centre - left), (right - FREQUENCIES) / (right - centre)
    return np.maximum(0, np.minimum(rising, falling)) * 2 / (right - left)


def decibels(power):
    db = 10 * np.log10(np.maximum(1e-10, power))
    return np.maximum(db, db.max() - 80)


def tuning(spectrum):
    s = spectrum.astype("f4")
    shift = np.zeros_like(s)
    curvature, slope = s[2:] + s[:-2] - 2 * s[1:-1], (s[2:] - s[:-2]) / 2
    with np.errstate(all="ignore"):
        shift[1:-1] = np.where(np.abs(slope) >= np.abs(curvature), 0, -slope / curvature)
    loud = s * (s > 0.1 * s.max(axis=0))
    around = np.pad(loud, ((1, 1), (0, 0)), mode="edge")
    peak = (loud > around[:-2]) & (loud >= around[2:])
    at = np.nonzero(peak & ((FREQUENCIES >= 150) & (FREQUENCIES < 4000))[:, None])
    if len(at[0]) == 0:
        return 0.0
    magnitude = s[at] + 0.5 * np.gradient(s, axis=0)[at] * shift[at]
    hz = ((at[0] + shift[at]) * RATE / N_FFT)[magnitude >= np.median(magnitude)]
    residual = np.mod(12 * np.log2(hz / 27.5), 1.0)
    residual[residual >= 0.5] -= 1
    counts, edges = np.histogram(residual, np.linspace(-0.5, 0.5, 101))
    return edges[np.argmax(counts)]


def chroma_filters(semitones):
    position = 12 * np.log2(np.arange(1, N_FFT) * RATE / N_FFT / 27.5) - semitones
    position = np.concatenate(([position[0] - 18], position))
    width = np.concatenate((np.maximum(np.diff(position), 1), [1]))
    distance = np.remainder(position - np.arange(12)[:, None] + 126, 12) - 6
    weights = np.exp(-0.5 * (2 * distance / width) ** 2)
    weights /= np.linalg.norm(weights, axis=0)
    weights *= np.exp(-0.5 * ((position / 12 - 5) / 2) ** 2)
    return np.roll(weights, -3, axis=0)[:, : N_FFT // 2 + 1]


def tempo(envelope):
    window = 344
    padded = np.pad(envelope, window // 2, mode="linear_ramp")
    local = np.lib.stride_tricks.sliding_window_view(padded, window)[: len(envelope)]
    local = local * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window))
    power = np.abs(np.fft.rfft(local, 2048, axis=1)) ** 2
    lags = np.fft.irfft(power, axis=1)[:, :window]
    largest = np.abs(lags).max(axis=1, keepdims=True)
    mean = np.divide(lags, largest, out=np.zeros_like(lags), where=largest > 1e-300).mean(axis=0)
    bpm = 60 * RATE / (HOP * np.arange(1, window))
    score = np.log1p(1e6 * mean[1:]) - 0.5 * np.log2(bpm / 120) ** 2
    score[bpm >= 320] = -np.inf
    return bpm[np.argmax(score)]


def beats(envelope, bpm):
    period = int(np.round(60 * RATE / HOP / bpm))
    onsets = envelope / envelope.std(ddof=1)
    local = convolve(onsets, np.exp(-0.5 * (np.arange(-period, period + 1) * 32 / period) ** 2), "same")
    steps = np.arange(-2 * period, -np.round(period / 2) + 1, dtype=int)
    penalty = -100 * np.log(-steps / period) ** 2
    score, link, first = np.zeros(len(local)), np.zeros(len(local), int), True
    for i, value in enumerate(local):
        candidates = penalty + np.where(i + steps >= 0, score[np.maximum(0, i + steps)], 0)
        best = np.argmax(candidates)
        score[i] = value + candidates[best]
        first = first and value < 0.01 * local.max()
        link[i] = -1 if first else i + steps[best]
    peak = np.zeros(len(score), bool)
    peak[1:-1] = (score[1:-1] > score[:-2]) & (score[1:-1] >= score[2:])
    peak[-1] = score[-1] > score[-2]
    row = [np.nonzero(peak & (2 * score > np.median(score[peak])))[0].max()]
    while link[row[-1]] >= 0:
        row.append(link[row[-1]])
    row = np.array(row[::-1])
    smooth = convolve(local[row], np.array([0, 0.5, 1, 0.5, 0]), "same")
    strong = np.nonzero(smooth > 0.5 * np.sqrt((smooth ** 2).mean()))[0]
    return row[strong.min(): strong.max()]


def contrast(s):
    edges = np.concatenate(([0], 200 * 2.0 ** np.arange(7)))
    peaks, valleys = [], []
    for band in range(7):
        within = (FREQUENCIES >= edges[band]) & (FREQUENCIES <= edges[band + 1])
        at = np.flatnonzero(within)
        within[at[0] - 1 if band else 0] = True
        within[at[-1] + 1:] |= band == 6
        rows = np.sort(s[within] if band == 6 else s[within][:-1], axis=0)
        count = int(max(1, np.rint(0.02 * within.sum())))
        peaks.append(rows[-count:].mean(axis=0))
        valleys.append(rows[:count].mean(axis=0))
    return (decibels(np.array(peaks)) - decibels(np.array(valleys))).mean(axis=1)


def analyse(path):
    y = load(path)
    cut = frames(y, "constant")
    s = np.abs(np.fft.rfft(cut * HANN, axis=1).astype("c8")).T
    mel = mel_filters(128, 11025) @ s ** 2
    db = decibels(mel)
    rises = np.maximum(0, np.diff(db, axis=1))
    onset, median = (np.concatenate((np.zeros(3), e))[: s.shape[1]]
                     for e in (rises.mean(axis=0), np.median(rises, axis=0)))
    bpm = tempo(median) if median.any() else 0.0
    gaps = np.diff(beats(median, bpm)) * HOP / RATE if bpm else np.zeros(0)
    total = np.maximum(s.sum(axis=0), 1e-30)
    cumulated = np.cumsum(s, axis=0)
    centroid = FREQUENCIES @ s / total
    spread = ((FREQUENCIES[:, None] - centroid) ** 2 * s).sum(axis=0) / total
    signs = frames(y, "edge") < -1e-10
    zcr = (signs[:, 1:] != signs[:, :-1]).sum(axis=1) / N_FFT
    raw = chroma_filters(tuning(s ** 2)) @ s ** 2
    chroma = raw / np.maximum(raw.max(axis=0), 1e-38)
    sums = chroma.sum(axis=1)
    tonic = int(np.argmax(sums))
    scales = [sum(sums[(c + step) % 12] for step in (0, 2, 4, 5, 7, 9, 11)) for c in range(12)]
    mode = "Major" if int(np.argmax(scales)) == tonic else "Minor"
    return {
        "tempo_bpm": bpm, "tonic": NAMES[tonic], "key_signature": f"{NAMES[tonic]} {mode}",
        "tuning": tuning(s),
        "avg_diff_beat_times": gaps.mean() if len(gaps) else 0, "std_diff_beat_times": gaps.std() if len(gaps) else 0,
        "rolloff_freq": FREQUENCIES[np.argmax(cumulated >= 0.9 * cumulated[-1], axis=0)].mean(),
        "avg_zcr": zcr.mean(), "zcr_range": np.ptp(zcr),
        "avg_mel_freq": mel.mean(), "std_mel_freq": mel.std(),
        "avg_onset_strength": onset.mean(), "std_onset_strength": onset.std(),
        "z_dist_avg_to_tonic": (sums.max() - sums.mean()) / sums.std(),
        "centroid_mean_hz": centroid.mean(), "bandwidth_mean_hz": np.sqrt(spread).mean(),
        "rms_mean": np.sqrt((cut.astype("f8") ** 2).mean(axis=1)).mean(),
        "mfcc_mean": dct(db, axis=0, norm="ortho")[:20].mean(axis=1),
        "contrast_mean_db": contrast(s), "chroma_mean": chroma.mean(axis=1),
    }


def value(song, name):
    if name in song:
        return song[name] if name in ("tonic", "key_signature") else float(song[name])
    return np.array([float(song[c]) for c in song if c.startswith(name + "_") and c[len(name) + 1:].isdigit()])


def main():
    folder, most = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None
    with open(f"{folder}/features.csv") as a, open(f"{folder}/descriptors.csv") as b:
        songs = [{**x, **y} for x, y in zip(csv.DictReader(a), csv.DictReader(b))]
    rows = {}
    for song in songs[:: max(1, len(songs) // most) if most else 1][:most]:
        expected = analyse(urllib.parse.unquote(urllib.parse.urlparse(song["path"]).path))
        for name, right in expected.items():
            rows.setdefault(name, []).append((value(song, name), right))
    print(f"{len(rows['tonic'])} songs\n\n| number | songs within the bar | median difference | largest |\n| --- | --- | --- | --- |")
    for name, pairs in rows.items():
        if isinstance(pairs[0][1], str):
            print(f"| `{name}` equal | {np.mean([a == b for a, b in pairs]):.1%} | | |")
            continue
        bar, of = (0.02, "2 %") if name == "tempo_bpm" else (0.01, "1 %")
        off = np.array([np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-9)) for a, b in pairs])
        print(f"| `{name}` within {of} | {np.mean(off <= bar):.1%} | {np.median(off):.1e} | {off.max():.1e} |")


if __name__ == "__main__":
    main()
