#!/usr/bin/env bash
# One file of each supported kind, for io.soundalike.audio.FormatComparison.
#
#   formats.sh FOLDER
#
# Needs ffmpeg, lame, twolame, flac, oggenc, opusenc and sox. Prints their versions.
set -euo pipefail

out=$1
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { ffmpeg -v error -y "$@" </dev/null; }

# Ten seconds of tones that change, clicks and noise, in stereo; the channels differ.
run -f lavfi -i "aevalsrc=0.3*sin(2*PI*220*pow(2\,floor(mod(2*t\,12))/12)*t)+0.2*sin(2*PI*(300+300*t)*t)|0.3*sin(2*PI*330*pow(2\,floor(mod(3*t\,12))/12)*t)+0.3*lt(mod(t\,0.5)\,0.002):s=44100:d=10" \
  -f lavfi -i "anoisesrc=a=0.02:r=44100:d=10:s=7" \
  -filter_complex "[0:a][1:a]amerge=inputs=2,pan=stereo|c0=c0+c2|c1=c1-c2" -bitexact -c:a pcm_s24le "$work/in.wav"
run -i "$work/in.wav" -bitexact -c:a pcm_s16le "$work/in16.wav"
run -i "$work/in.wav" -ac 1 -bitexact -c:a pcm_s16le "$work/mono16.wav"
run -i "$work/in.wav" -ar 96000 -bitexact -c:a pcm_s24le "$work/in96.wav"
run -i "$work/in.wav" -ar 48000 -filter_complex "pan=5.1|FL=c0|FR=c1|FC=0.5*c0|LFE=0.1*c1|BL=0.4*c0|BR=0.3*c1" -bitexact -c:a pcm_s16le "$work/six.wav"

# MPEG audio
lame --quiet -b 128 "$work/in16.wav" "$out/lame-cbr128.mp3"
lame --quiet -V 2 "$work/in16.wav" "$out/lame-v2.mp3"
lame --quiet --resample 22.05 -b 64 "$work/in16.wav" "$out/lame-mpeg2.mp3"
lame --quiet --resample 11.025 -b 32 "$work/mono16.wav" "$out/lame-mpeg25-mono.mp3"
lame --quiet -t -b 160 "$work/in16.wav" "$out/lame-no-info-frame.mp3"
run -i "$work/in16.wav" -c:a libmp3lame -b:a 192k "$out/ffmpeg.mp3"
run -i "$work/in16.wav" -c:a libmp3lame -b:a 192k -f wav "$out/mp3-in-riff.wav"
twolame --quiet -b 192 "$work/in16.wav" "$out/twolame.mp2" >/dev/null 2>&1

# PCM
for codec in pcm_u8 pcm_s16le pcm_s24le pcm_s32le pcm_f32le pcm_f64le pcm_alaw pcm_mulaw; do
  run -i "$work/in.wav" -c:a $codec "$out/$codec.wav"
done
run -i "$work/in.wav" -c:a pcm_s24le -rf64 always "$out/rf64.wav"
run -i "$work/in.wav" -c:a pcm_s16le -f wav - >"$out/piped.wav"
run -i "$work/in.wav" -c:a pcm_s24le "$out/pcm_s24le.w64"
run -i "$work/in.wav" -c:a pcm_s16le -f w64 - >"$out/piped.w64"
for codec in pcm_s8 pcm_s16be pcm_s24be pcm_s32be; do run -i "$work/in.wav" -c:a $codec "$out/$codec.aiff"; done
for codec in pcm_s16le pcm_f32be pcm_f64be pcm_alaw pcm_mulaw; do run -i "$work/in.wav" -c:a $codec -f aiff "$out/$codec.aifc"; done
for codec in pcm_s8 pcm_s16be pcm_s24be pcm_s32be pcm_f32be pcm_f64be pcm_alaw pcm_mulaw; do run -i "$work/in.wav" -c:a $codec "$out/$codec.au"; done
for codec in pcm_s16be pcm_s16le pcm_s24le pcm_f32le; do run -i "$work/in.wav" -c:a $codec "$out/$codec.caf"; done
sox "$work/in.wav" -b 24 "$out/sox-24.wav"
sox "$work/in.wav" -b 16 "$out/sox-16.aiff"
run -i "$work/six.wav" -c:a pcm_s16le "$out/six-channels.wav"

# Lossless
flac --silent -f -8 "$work/in16.wav" -o "$out/flac16.flac"
flac --silent -f "$work/in.wav" -o "$out/flac24.flac"
flac --silent -f "$work/in96.wav" -o "$out/flac96.flac"
flac --silent -f --ogg "$work/in16.wav" -o "$out/flac.oga"
run -i "$work/in16.wav" -c:a alac "$out/alac16.m4a"
run -i "$work/in.wav" -c:a alac -sample_fmt s32p "$out/alac24.m4a"
run -i "$work/six.wav" -c:a alac "$out/alac-six-channels.m4a"

# Vorbis, Opus, AAC
oggenc -Q -q 5 "$work/in16.wav" -o "$out/oggenc-q5.ogg"
oggenc -Q -q 1 "$work/mono16.wav" -o "$out/oggenc-mono.ogg"
oggenc -Q -q 4 "$work/six.wav" -o "$out/oggenc-six-channels.ogg"
opusenc --quiet --bitrate 128 "$work/in16.wav" "$out/opusenc-128.opus"
opusenc --quiet --bitrate 32 "$work/mono16.wav" "$out/opusenc-32-mono.opus"
opusenc --quiet --bitrate 256 "$work/six.wav" "$out/opusenc-six-channels.opus"
run -i "$work/in16.wav" -c:a aac -b:a 128k "$out/aac128.m4a"
run -i "$work/in16.wav" -c:a aac -b:a 128k -movflags +faststart "$out/aac-faststart.m4a"
run -i "$work/in16.wav" -c:a aac -b:a 128k -movflags frag_keyframe+empty_moov "$out/aac-fragmented.m4a"
run -i "$work/mono16.wav" -c:a aac -b:a 64k "$out/aac-mono.m4a"
run -i "$work/six.wav" -c:a aac -b:a 320k "$out/aac-six-channels.m4a"
run -i "$work/in16.wav" -c:a aac -b:a 128k "$out/adts.aac"

ffmpeg -version | head -1
lame --version | head -1
twolame --help 2>&1 | grep -m1 -i version || true
flac --version
oggenc --version
opusenc --version | head -1
sox --version
