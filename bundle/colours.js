// The colours that plotly.js is given: hexadecimal, rgb() and names. culori as a whole knows thirty more spaces.
import { modeHsl, modeLrgb, modeRgb, useMode } from "culori/fn";

for (const mode of [modeRgb, modeHsl, modeLrgb]) useMode(mode);
export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from "culori/fn";
