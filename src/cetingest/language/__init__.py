"""What every reader of text knows: strings, sentences, numbers, dates, places, organisations, identifiers, URLs."""
