"""What every reader of text knows: strings, sentences, numbers, dates, places, organisations, identifiers, URLs.

`text` helps with strings. `sentences` finds their ends (by `abbreviations`), `numbers` reads figures and words,
`dates` is a date as exact as printed and writes EDTF; `date_finder` finds dates by `date_words`. `places` knows
countries, peoples, regions and towns, `organisations` the nouns of bodies. `identifiers` spells DOIs and their like,
`urls` addresses. The words lie in data/ and are read by `data_files`; `words` makes patterns of them.
"""
