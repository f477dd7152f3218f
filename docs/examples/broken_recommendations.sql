-- Recommendations that stand on broken citations only, each with the works it cites and what became of them.
SELECT
    r.document_id,
    r.recommendation_id,
    r.page_number,
    r.text,
    string_agg(DISTINCT f.label, ', ' ORDER BY f.label) AS footnotes,
    list(DISTINCT {'work': coalesce(c.title, v.url), 'verdict': v.verdict, 'reason': v.reason}) AS citations
FROM 'recommendations.parquet' AS r
JOIN 'evidence.parquet' AS e ON e.finding_id = r.recommendation_id
JOIN 'footnotes.parquet' AS f USING (footnote_id)
JOIN 'verdicts.parquet' AS v USING (verdict_id)
LEFT JOIN 'citations.parquet' AS c ON c.citation_id = e.citation_id
WHERE r.support = 'broken'
GROUP BY ALL
ORDER BY r.document_id, r.page_number, r.recommendation_id;
