"""Writes core/src/test/resources/golden/aac_*: short AAC files that ffmpeg encodes, and the samples that it decodes from them.

    python3 core/src/test/reference/aac.py core/src/test/resources/golden

Needs ffmpeg and numpy. The sound is a sweep, harmonics, noise and clicks, so that the files have long and short windows,
noise shaping, noise substitution, mid and side, and intensity. Of the samples every 16th of each channel is kept, as
little-endian float32, channels interleaved.
"""

import subprocess
import sys

import numpy

STEP = 16


def sound(rate, channels, seconds):
    random = numpy.random.RandomState(13818)
    t = numpy.arange(int(rate * seconds)) / rate
    common = 0.2 * numpy.sin(2 * numpy.pi * (200 + 0.2 * rate / seconds * t) * t)
    common += 0.4 * random.standard_normal(len(t)) * numpy.exp(-(t % 0.17) * 120)
    columns = []

    for channel in range(channels):
        own = 0.05 * random.standard_normal(len(t)) * (t > seconds / 2)
        pulses = 0.3 * ((t * 120) % 1 < 120 / rate) * (t < seconds / 2)
        tone = 0.1 * numpy.sin(2 * numpy.pi * 300 * (1 + channel) * t)
        columns.append(common + own + pulses + tone)

    return numpy.clip(numpy.stack(columns, 1), -1, 1)


def run(*arguments, data=None):
    return subprocess.run(["ffmpeg", "-v", "error", *arguments], input=data, stdout=subprocess.PIPE, check=True).stdout


def write(folder, name, rate, channels, seconds, *options):
    pcm = sound(rate, channels, seconds).astype("<f4").tobytes()
    source = ("-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", "-")
    aac = run(*source, "-c:a", "aac", *options, "-flags", "+bitexact", "-f", "adts", "-", data=pcm)
    decoded = numpy.frombuffer(run("-f", "aac", "-i", "-", "-f", "f32le", "-", data=aac), "<f4")
    open(f"{folder}/{name}.aac", "wb").write(aac)
    open(f"{folder}/{name}.f32", "wb").write(decoded.reshape(-1, channels)[::STEP].tobytes())


write(sys.argv[1], "aac_mono", 22050, 1, 0.7, "-b:a", "40k")
write(sys.argv[1], "aac_stereo", 44100, 2, 0.7, "-b:a", "72k")
write(sys.argv[1], "aac_surround", 48000, 6, 0.25, "-b:a", "160k")
