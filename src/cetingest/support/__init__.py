"""From a finding over footnote, citation and cited URL to the verdicts: does it still stand (`evidence`)?"""
