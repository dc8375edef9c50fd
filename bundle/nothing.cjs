// Stands for what plotly.js asks for and no chart of ours needs: names of countries, rare projections, flows in circles.
exports.COUNTRIES = [];
exports.createLookup = function () { return { lookupAlpha3: function () { return undefined; } }; };
