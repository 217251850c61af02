-- ?1: the question in FTS5's words, ?2: how many at most. A word of a heading weighs four times a
-- word of a text, a number as a whole twice.
WITH best AS (
  SELECT rowid AS id, bm25(folded, 4.0, 1.0, 2.0) AS score
  FROM folded
  WHERE folded MATCH ?1
  ORDER BY score, rowid
  LIMIT ?2
)
SELECT dossiers.name, places.exhibit, places.item, places.page, places.kind, places.words,
  exhibits.number, exhibits.title, best.score
FROM best
JOIN places ON places.id = best.id
JOIN dossiers ON dossiers.id = places.dossier
LEFT JOIN exhibits ON exhibits.dossier = places.dossier AND exhibits.exhibit = places.exhibit
ORDER BY best.score, best.id
