const jsonText = "keeps JSON as the text that was given, and writes it in its own way";

/** Where MariaDB answers otherwise than MySQL, and no SQL that both accept would make them agree. */
export const mariadbDifferences: Readonly<Record<string, string>> = {
  "REGEXP_SUBSTR(name, '[a-z]+')": "gives an empty text where nothing matches",
  "GREATEST('10', 9)": "compares a text with a number as numbers",
  "CAST(exact AS DATETIME)": "cuts fractions off",
  "CAST(exact AS DATETIME(3))": "cuts fractions off",
  "CAST(price AS UNSIGNED)": "turns a negative decimal into 0",
  "ADDTIME(span, '00:00:01')": "gives the longest time for one that is too long",
  "doc->'$.*'": jsonText,
  "doc->'$.tags[last]'": "finds nothing at the last index of some arrays",
  "doc->'$'": jsonText,
  "JSON_VALUE(doc, '$.tags')": "gives nothing for arrays and objects",
  "JSON_KEYS(doc)": jsonText,
  "JSON_CONTAINS(doc, '4', '$.n')": "gives 0 where the path leads nowhere",
  "JSON_CONTAINS(doc, '\"a\"', '$.tags')": "gives 0 where the path leads nowhere",
  "JSON_OBJECT('price', price, 'born', born)": jsonText,
  "JSON_ARRAY(price, ratio)": jsonText,
  "JSON_SET(doc, '$.added', id)": jsonText,
  "LEAD(num, 2, 0) OVER (ORDER BY id)": "knows no default in LEAD",
  "JSON_ARRAYAGG(id)": jsonText,
  "JSON_OBJECTAGG(id, name)": jsonText,
};
