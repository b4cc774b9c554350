/**
 * Expressions over the sample table: on every backend each must give, row by row, the same values.
 * One expression a line.
 */
const lines = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const scalarSamples: Readonly<Record<string, readonly string[]>> = {
  arithmetic: lines(`
    num + 1
    num - small
    num * small
    num / 2
    num / small
    small / 7
    num DIV 7
    num % 7
    -7 DIV 2
    -7 % 3
    MOD(num, 4)
    num MOD 5
    -num
    -(-num)
    num - -1
    +num
    big + 1 - 1
    num * num
    big % 10
    big DIV 10
    id / 0
    id % 0
    id DIV 0
    tiny / id
    1 / 3
    2 / 3
    1 / 3 * 3
    10 / 4 * 2
    7 / 2
    0.1 + 0.2
    0.1 + 0.2 = 0.3
    0.1e0 + 0.2e0
    1.5 * 1.25
    100 / 3.0
    100 / 3e0
    5 % 2.25
    5.5 % 2
    5.5 DIV 2
    -7.5 DIV 2
    0.3 DIV 0.1
    price + 1
    price + fine
    price - 0.1
    price * 1.1
    price * fine
    price / 3
    price / fine
    price % 3
    price DIV 2
    fine * 2
    fine / 7
    fine - price
    -price
    wide + 1
    wide - price
    wide * 2
    wide / 3
    wide % 7
    wide DIV 7
    -wide
    wide + ratio
    big / 3
    big * 1.5
    big + 0.5
    ratio + 1
    ratio * 2
    ratio / 3
    ratio % 2
    ratio - price
    single * 2
    '10' + 5
    '12abc' + 1
    'abc' + 1
    name + 1
    code + 0
    code * 2
    ' 7 ' * 1
    '1e2' + 0
    '.5' + 0
    0x41 + 1
    B'11' + 0
    TRUE + TRUE
    flag + 1
    flag * 2.5
    (num > 5) + (num > 3)
    NULL + 1
    id + NULL
    born + 0
    seen + 0
    span + 0
    size + 0
    (id - 5) * (id + 5)
    id - (id - 1)
    id / (id / 2)
    2 - 3 - 4
    2 - (3 - 4)
    12 / 2 / 3
    12 / (2 / 3)
    2 * 3 DIV 4
    2 * (3 DIV 4)
    1e3
    1.50
    .5 + 1
    counted + 1
    counted % 4
    counted / 4
    counted * 2
    -tiny
    doc->'$.n' + 1
    doc->>'$.n' * 2
  `),
  comparison: lines(`
    num = 7
    num <> 7
    num != 7
    num < small
    num <= 7
    num >= 7
    num > 7
    num <=> NULL
    num <=> 7
    NOT num <=> 7
    NULL <=> NULL
    num = NULL
    price = 12.5
    price = '12.5'
    price > 1
    fine = 2.675
    price + fine > 10
    price * 2 = 25
    price / 4 > 0.5
    1 / 3 = 0.3333
    wide > 11
    wide = 42
    wide <=> 42
    wide <=> NULL
    wide < big
    wide = '42.000'
    big = 9007199254740993
    big > 9007199254740992
    big = '42'
    ratio = 2.5
    ratio > price
    single = 1.5
    single > 0.1
    flag
    flag = TRUE
    flag = FALSE
    flag IS TRUE
    flag IS NOT TRUE
    flag IS FALSE
    flag IS NOT FALSE
    flag IS UNKNOWN
    num IS TRUE
    num IS NULL
    num IS NOT NULL
    name IS NULL
    NOT flag
    NOT num
    !flag
    NOT (num > 3)
    NOT num > 3
    num > 3 AND flag
    num > 3 && flag
    num > 3 OR flag
    num > 3 || flag
    num > 3 XOR flag
    flag XOR NULL
    num XOR flag
    name AND TRUE
    code AND TRUE
    ratio AND 1
    price OR 0
    born AND 1
    (num > 5) = (num < 10)
    num > 3 = flag
    num = 7 IS NULL
    num BETWEEN 2 AND 8
    num NOT BETWEEN 2 AND 8
    num BETWEEN NULL AND 8
    price BETWEEN 1.05 AND 7.5
    name BETWEEN 'A' AND 'b'
    wide BETWEEN 10 AND 100
    num BETWEEN 3 AND '8'
    born BETWEEN '2000-01-01' AND '2024-02-29'
    seen BETWEEN '2000-01-01' AND '2024-02-29'
    num IN (7, 42)
    num NOT IN (7, 42)
    num IN (7, NULL)
    num NOT IN (7, NULL)
    num IN ('7', 42)
    name IN ('Ada', 'bob')
    name NOT IN ('Ada')
    code IN (12, 0)
    price IN (12.5, 42)
    wide IN (42, 1.5)
    born IN ('2024-02-29', '19991231')
    size IN ('small', 'large')
    (num, flag) = (7, 1)
    (num, flag) <> (7, 1)
    (num, small) < (7, 200)
    (num, small) >= (7, 100)
    (num, flag) IN ((7, 1), (42, 0))
    (num, flag) NOT IN ((7, 1), (42, 0))
    name = 'Ada'
    name = 'ada'
    name = "Ada"
    name = 'Ada '
    name <> 'Ada'
    name < 'b'
    name >= 'été'
    name = CONCAT(name, '  ')
    CONCAT(name, '') = 'Ada'
    'a' = 'A'
    'a' = 'a '
    name = 0
    code = 12
    code > 11
    code = '12'
    size = 'small'
    size = 1
    size > 'medium'
    size > 1
    size = CONCAT('la', 'rge')
    name COLLATE utf8mb4_general_ci = 'ADA'
    name COLLATE utf8mb4_bin = 'ADA'
    born = '2024-02-29'
    born = '2024-2-29'
    born = 20240229
    born > '2020-01-01'
    born < '2023-01-01 10:00:00'
    born >= '2023-01-01 00:00:00'
    born > seen
    born = seen
    born = DATE(seen)
    born <=> NULL
    seen = '2024-02-29 13:05:09'
    seen = '2024-02-29T13:05:09'
    seen > '2024-01-01'
    seen < '20240301'
    seen < 20240301000000
    seen = '2023-01-01'
    seen = exact
    seen < exact
    exact = '2024-02-29 13:05:09.500'
    exact > '1999-12-31 23:59:59.5'
    born = DATE '2024-02-29'
    seen > TIMESTAMP '2024-02-29 13:05:08'
    span = '10:20:30'
    span > '09:00:00'
    span > '9:00'
    span < TIME '00:00:00'
    span > '100:00:00'
    born = CONCAT('2024', '-02-29')
    seen > CONCAT('2024', '-01-01')
    ident = 0x0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A
    data = 'abc'
    data = 0x616263
    data > 'a'
    data IN ('abc', 'zz')
    num = 0x07
    num & 1 = 1
    doc->'$.n' >= 4
    doc->'$.n' = 4.5
    doc->'$.k' = 'ring'
    doc->>'$.k' = 'ring'
    doc->>'$.n' = '4'
    doc->>'$.n' = 4
    doc->'$.x' IS NULL
    doc->'$.k' IS NULL
    doc->'$.tags' IS NOT NULL
    doc->'$.n' BETWEEN 1 AND 5
    doc->'$.n' IN (4, 10)
    'ring' = doc->'$.k'
    doc->'$.sub.x' = 1
  `),
  bits: lines(`
    num & 3
    (num | 1) - 1
    (num | 1) DIV 2
    (num | 1) % 7
    (num | 1) > 3
    (num | 1) * 2
    num | 8
    num ^ 5
    num << 2
    num >> 1
    ~num
    ~0
    ~0 & 7
    ~id & 255
    1 << 62
    1 << 63
    1 << 64
    -1 >> 60
    -1 & 255
    small & 255
    big & 15
    (num | 1) + 1
    num & 1 | 2
    num & (1 | 2)
    1 | 2 ^ 3
    2.5 & 7
    '5' & 4
    num & NULL
    BIT_COUNT(num)
    BIT_COUNT(255)
    BIT_COUNT(-1)
    counted & 6
    counted | 1
    counted << 1
    counted >> 1
    counted ^ 3
    num & B'101' = 5
    0x0F & id
    id ^ 1 + 1
    id + 1 << 1
  `),
  matching: lines(String.raw`
    name LIKE 'A%'
    name LIKE 'a%'
    name LIKE '%a%'
    name LIKE '_da'
    name LIKE '_o_'
    name NOT LIKE '%o%'
    name LIKE '100\% %'
    name LIKE '%\_%'
    name LIKE '%\\_%'
    name LIKE '100|% %' ESCAPE '|'
    name LIKE '%''%'
    name LIKE "%'%"
    name LIKE '%\\\\%'
    name LIKE ''
    name LIKE NULL
    name LIKE name
    name LIKE CONCAT(code, '%')
    name LIKE CONCAT('%', 'd', '%')
    name LIKE '%é%'
    name LIKE '市_所%'
    name LIKE '%*%'
    name LIKE '%[%'
    code LIKE '%?%'
    CONCAT(name, '[x]*?') LIKE '%[x]*?'
    num LIKE '4%'
    num LIKE '%7'
    price LIKE '%.50'
    ratio LIKE '%.5'
    born LIKE '2024%'
    seen LIKE '%00'
    size LIKE '%l'
    HEX(ident) LIKE '%A%'
    name COLLATE utf8mb4_general_ci LIKE 'aD%'
    name REGEXP '^[A-Z]'
    name REGEXP 'a'
    name REGEXP '[0-9]'
    name NOT REGEXP '[0-9]'
    name RLIKE 'da$'
    name REGEXP '[[:digit:]]+'
    name REGEXP '^[[:alpha:]]+$'
    name REGEXP '\\d+%'
    name REGEXP '(a|b).b'
    name REGEXP 'é'
    name REGEXP NULL
    name REGEXP '^.{3}$'
    num REGEXP '^4'
    REGEXP_LIKE(name, '^ada', 'i')
    REGEXP_LIKE(name, 'b')
    REGEXP_REPLACE(name, '[aeiou]', '*')
    REGEXP_REPLACE(name, 'b', 'B')
    REGEXP_SUBSTR(name, '[a-z]+')
    REGEXP_INSTR(name, '[a-z]')
    REGEXP_INSTR(name, 'zzz')
  `),
  choices: lines(`
    IF(num > 5, 'high', 'low')
    IF(num IS NULL, 'none', name)
    IF(flag, num, price)
    IF(flag, num, ratio)
    IF(flag, 1, 'one')
    IF(flag, born, seen)
    IF(flag, TRUE, flag)
    IF(name, 1, 0)
    IF(num, num, NULL)
    IF(NULL, 1, 2)
    IFNULL(num, 0)
    IFNULL(num, -1)
    IFNULL(price, 0)
    IFNULL(price, 1.255)
    IFNULL(ratio, 0)
    IFNULL(name, '?')
    IFNULL(num, 'none')
    IFNULL(born, '2000-01-01')
    IFNULL(wide, 0)
    IFNULL(NULL, NULL)
    COALESCE(num, small, 0)
    COALESCE(num, price, 0)
    COALESCE(NULL, name, '?')
    COALESCE(size, 'none')
    COALESCE(flag, 0)
    COALESCE(born, seen)
    COALESCE(num)
    COALESCE(data, 'none')
    NULLIF(num, 7)
    NULLIF(name, 'Ada')
    NULLIF(price, 12.5)
    NULLIF(num, NULL)
    CASE WHEN num IS NULL THEN 'none' WHEN num > 5 THEN 'more' ELSE 'less' END
    CASE WHEN num > 5 THEN 1 END
    CASE WHEN num > 5 THEN num WHEN num < 0 THEN price ELSE 0 END
    CASE size WHEN 'small' THEN 1 WHEN 'large' THEN 2 ELSE 3 END
    CASE num WHEN 7 THEN 'seven' WHEN 42 THEN 'answer' END
    CASE num WHEN '7' THEN 'seven' ELSE 'other' END
    CASE name WHEN 'Ada' THEN 1 ELSE 0 END
    CASE WHEN flag THEN name ELSE num END
    CASE 1 WHEN 1 THEN 'one' ELSE 'other' END
    CASE WHEN name THEN 1 ELSE 2 END
    CASE WHEN TRUE THEN NULL ELSE 1.5 END
    GREATEST(num, 4, 2)
    GREATEST(num, small)
    GREATEST('b', 'a')
    GREATEST(price, 5)
    GREATEST(num, 1.5)
    GREATEST(wide, 5)
    GREATEST(name, 'b')
    GREATEST(born, '2020-01-01')
    GREATEST(born, DATE '2020-01-01')
    GREATEST(seen, exact)
    GREATEST('10', 9)
    GREATEST(ratio, num)
    GREATEST(span, TIME '09:00:00')
    LEAST(num, 5)
    LEAST(num, small, tiny)
    LEAST(price, fine)
    LEAST(name, 'b')
    LEAST(seen, '2020-01-01')
    LEAST(num, NULL)
    ELT(2, 'x', 'y')
    ELT(id, 'a', 'b', 'c')
    FIELD(size, 'large', 'small')
    FIELD(num, 7, 42)
    FIELD(name, 'bob', 'Ada')
    FIELD(NULL, 1)
    ISNULL(num)
    ISNULL(name) + 1
    INTERVAL(5, 1, 4, 9)
    INTERVAL(num, 0, 5, 50)
    STRCMP(name, 'b')
    STRCMP('a', 'a')
    STRCMP(name, NULL)
  `),
  numbers: lines(`
    ABS(num)
    ABS(price)
    ABS(ratio)
    ABS(wide)
    ABS(-2.5)
    SIGN(num)
    SIGN(price)
    SIGN(-3)
    CEIL(price)
    CEILING(fine)
    CEIL(ratio)
    CEIL(num)
    CEIL(wide)
    CEIL(num / 5)
    FLOOR(price)
    FLOOR(fine)
    FLOOR(ratio)
    FLOOR(num / 2)
    FLOOR(-0.5)
    FLOOR(wide)
    ROUND(2.5)
    ROUND(-2.5)
    ROUND(1.005, 2)
    ROUND(2.5e0)
    ROUND(3.5e0)
    ROUND(price)
    ROUND(price, 1)
    ROUND(fine, 2)
    ROUND(fine, 3)
    ROUND(fine, 6)
    ROUND(num, 2)
    ROUND(num, -2)
    ROUND(price, -1)
    ROUND(wide, 1)
    ROUND(wide, -3)
    ROUND(ratio, 1)
    ROUND(ratio, 2)
    ROUND(ratio)
    ROUND(num / 6, 2)
    ROUND('1.25', 1)
    TRUNCATE(-1.999, 1)
    TRUNCATE(price, 1)
    TRUNCATE(fine, 0)
    TRUNCATE(num, -1)
    TRUNCATE(ratio, 1)
    TRUNCATE(wide, 1)
    POWER(2, 10)
    POW(num, 2)
    POWER(2, 0.5)
    POWER(price, 2)
    SQRT(ABS(num))
    SQRT(-1)
    SQRT(price * price)
    EXP(1)
    EXP(id / 10)
    LN(id)
    LOG(10)
    LOG(2, 8)
    LOG(0)
    LOG(ABS(num) + 1)
    LOG10(1000)
    LOG10(price)
    LOG2(8)
    SIN(id)
    COS(ratio)
    TAN(0.5)
    COT(0.5)
    ASIN(0.5)
    ACOS(2)
    ATAN(0.5)
    ATAN(1, 2)
    ATAN2(1, 2)
    RADIANS(180)
    DEGREES(PI())
    CRC32(name)
    CRC32('abc')
    CONV('ff', 16, 10)
    CONV(num, 10, 2)
    CONV('zz', 36, 10)
    CONV(-1, 10, 16)
    CONV(-10, 10, -16)
    BIN(id)
    OCT(id)
    HEX(255)
    HEX(num)
    FORMAT(12345.678, 1)
    FORMAT(12345.675, 2)
    FORMAT(num, 2)
    FORMAT(price, 0)
    FORMAT(-1234567.891, 2)
    FORMAT(2.5e0, 0)
    FORMAT(-1.45e0, 1)
    FORMAT(1234.5e0, -1)
    RAND() >= 0 AND RAND() < 1
    INET_ATON('10.0.5.9')
    INET_NTOA(167773449)
  `),
  texts: lines(String.raw`
    CONCAT(name, '#', code)
    CONCAT(name, NULL)
    CONCAT(num, '#')
    CONCAT(price, '')
    CONCAT(fine, '')
    CONCAT(wide, '')
    CONCAT(ratio, '')
    CONCAT(single, '')
    CONCAT(flag, '')
    CONCAT(big, '')
    CONCAT(born, '')
    CONCAT(seen, '')
    CONCAT(exact, '')
    CONCAT(span, '')
    CONCAT(size, '!')
    CONCAT(1.50, '')
    CONCAT(TRUE, 2)
    CONCAT(num / 4, '')
    CONCAT(num * 1.5, '')
    CONCAT(1e3, '')
    CONCAT(1e20, '')
    CONCAT(1e-7, '')
    CONCAT(0.1e0 + 0.2e0, '')
    CONCAT(num > 3, '')
    CONCAT(data, 'x')
    CONCAT(doc->'$.sub', '')
    CONCAT(doc->>'$.k', '!')
    CONCAT_WS('-', 'p', name, NULL, num)
    CONCAT_WS(NULL, 'a', 'b')
    CONCAT_WS(', ', price, born)
    LENGTH(name)
    LENGTH(num)
    LENGTH(price)
    LENGTH(ident)
    LENGTH(data)
    CHAR_LENGTH(name)
    CHARACTER_LENGTH(data)
    OCTET_LENGTH(name)
    BIT_LENGTH(code)
    LOWER(name)
    UPPER(name)
    LCASE(code)
    UCASE(size)
    LEFT(name, 2)
    LEFT(name, 0)
    LEFT(name, -1)
    LEFT(num, 2)
    RIGHT(name, 2)
    RIGHT(name, 100)
    RIGHT(data, 1)
    SUBSTRING(name, 2)
    SUBSTRING(name, 2, 3)
    SUBSTRING(name, -3)
    SUBSTRING(name, -3, 2)
    SUBSTRING(name, 0)
    SUBSTRING(name, 2, 0)
    SUBSTRING(name, 2, -1)
    SUBSTRING(name, -100, 3)
    SUBSTRING(name FROM 2 FOR 2)
    SUBSTRING(name FROM 3)
    SUBSTR(name, id)
    MID(name, 2, 2)
    SUBSTRING(data, 2)
    SUBSTRING(price, 1, 3)
    SUBSTRING_INDEX(name, ',', 1)
    SUBSTRING_INDEX(name, ',', -1)
    SUBSTRING_INDEX(name, ' ', 2)
    SUBSTRING_INDEX(name, ' ', 0)
    SUBSTRING_INDEX('www.a.b', '.', -2)
    INSTR(name, 'd')
    INSTR(name, '')
    INSTR(name, 'é')
    LOCATE('a', name)
    LOCATE('a', name, 2)
    LOCATE('', name)
    LOCATE('b', name, 0)
    POSITION('d' IN name)
    LPAD(name, 6, '.')
    LPAD(num, 4, '0')
    LPAD(name, 2, 'x')
    LPAD(name, 5, 'xy')
    LPAD(name, -1, 'x')
    RPAD(name, 6, '.')
    RPAD(code, 10, 'ab')
    TRIM('  pad ')
    TRIM(name)
    LTRIM('  pad ')
    RTRIM('  pad ')
    TRIM(BOTH 'x' FROM 'xxaxx')
    TRIM(LEADING 'x' FROM 'xxaxx')
    TRIM(TRAILING 'x' FROM 'xxaxx')
    TRIM('xy' FROM 'xyaxyxy')
    TRIM(LEADING FROM '  a ')
    REPLACE(name, 'a', '*')
    REPLACE(name, '', 'x')
    REPLACE(num, 4, 'four')
    REVERSE(name)
    REPEAT('ab', 2)
    REPEAT(LEFT(name, 1), id)
    REPEAT('a', -1)
    SPACE(3)
    INSERT('Quadratic', 3, 4, 'What')
    INSERT('Quadratic', -1, 4, 'What')
    INSERT('Quadratic', 3, 100, 'What')
    ASCII(name)
    ASCII('')
    ORD('é')
    ORD(name)
    HEX(name)
    HEX(ident)
    HEX(data)
    HEX('é')
    HEX(NULL)
    UNHEX('616263')
    UNHEX('zz')
    CHAR(77, 121 USING utf8mb4)
    FIND_IN_SET('b', 'a,b,c')
    FIND_IN_SET('b', name)
    FIND_IN_SET('', 'a,b')
    MAKE_SET(5, 'a', 'b', 'c')
    EXPORT_SET(5, 'Y', 'N', ',', 4)
    QUOTE(name)
    SOUNDEX('Robert')
    SHA2('abc', 256)
    SHA2(name, 224)
    SHA2(name, 512)
    SHA2(name, 384)
    SHA2('a', 1)
    TO_BASE64('abc')
    TO_BASE64(REPEAT('abcdefgh', 12))
    FROM_BASE64('YWJj')
    'a' 'b'
    'it''s'
    'tab\there'
    'back\\slash'
    "double ""quotes"""
    _utf8mb4'x'
    N'x'
    name COLLATE utf8mb4_bin
    BINARY 'abc'
    UUID() IS NOT NULL
    BIN_TO_UUID(ident)
    UUID_TO_BIN('0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a') = ident
    IS_UUID('0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a')
    IS_UUID('nope')
  `),
  casts: lines(`
    CAST(price AS SIGNED)
    CAST(ratio AS SIGNED)
    CAST(-2.5 AS SIGNED)
    CAST(name AS CHAR)
    CAST(num AS CHAR)
    CAST(price AS CHAR)
    CAST(ratio AS CHAR)
    CAST(born AS CHAR)
    CAST(name AS CHAR(2))
    CAST(num AS DECIMAL(12,2))
    CAST(ratio AS DECIMAL(30,3))
    CAST('1.255' AS DECIMAL(8,2))
    CAST(num AS DECIMAL)
    CAST(price AS DECIMAL(20,4))
    CAST('2024-02-29' AS DATE)
    CAST(seen AS DATE)
    CAST(born AS DATETIME)
    CAST(exact AS DATETIME)
    CAST(exact AS DATETIME(3))
    CAST('2024-02-29 1:2:3' AS DATETIME)
    CAST(seen AS TIME)
    CAST('10:20' AS TIME)
    CAST(102030 AS TIME)
    CAST(price AS UNSIGNED)
    CAST(5 AS UNSIGNED)
    CAST(-1 AS UNSIGNED)
    CAST('12' AS UNSIGNED)
    CAST(num AS DOUBLE)
    CAST(price AS DOUBLE)
    CAST(price AS FLOAT)
    CAST('1.5' AS DOUBLE)
    CAST(name AS BINARY)
    CAST(num AS JSON)
    CAST('[1,2]' AS JSON)
    CAST(flag AS SIGNED)
    CAST(big AS CHAR)
    CAST(0x41 AS CHAR)
    CAST('12' AS SIGNED) + 1
    CAST(size AS CHAR)
    CONVERT(num, CHAR)
    CONVERT(name USING utf8mb4)
    CONVERT('12', SIGNED)
  `),
  dates: lines(`
    YEAR(born)
    MONTH(born)
    DAY(born)
    DAYOFMONTH(born)
    HOUR(seen)
    MINUTE(seen)
    SECOND(seen)
    MICROSECOND(exact)
    HOUR(span)
    MINUTE(span)
    SECOND(span)
    HOUR(born)
    YEAR('2024-05-06')
    HOUR('10:20:30')
    MONTH('2024-05-06 01:02:03')
    QUARTER(born)
    QUARTER(seen)
    DAYOFWEEK(born)
    WEEKDAY(seen)
    DAYOFYEAR(born)
    WEEK(born)
    WEEK(born, 0)
    WEEK(born, 1)
    WEEK(born, 2)
    WEEK(born, 3)
    WEEK(born, 4)
    WEEK(born, 5)
    WEEK(born, 6)
    WEEK(born, 7)
    WEEKOFYEAR(born)
    YEARWEEK(born)
    YEARWEEK(born, 1)
    DAYNAME(born)
    MONTHNAME(seen)
    LAST_DAY(born)
    LAST_DAY(seen)
    TO_DAYS(born)
    TO_SECONDS(seen)
    FROM_DAYS(738000)
    FROM_DAYS(TO_DAYS(born) + id)
    DATEDIFF('2024-06-30', born)
    DATEDIFF(seen, born)
    DATEDIFF(born, '2024-02-25 12:36:00')
    DATEDIFF(born, 'nonsense')
    DATE(seen)
    DATE('2024-02-29 10:00:00')
    DATE(born)
    TIME(seen)
    TIME(exact)
    TIME(span)
    TIME('2024-01-01 10:20:30')
    TIMESTAMP(born)
    TIMESTAMP(DATE(seen))
    TIMESTAMP(born, '12:00:00')
    TIMESTAMP('2024-01-01')
    DATE_ADD(born, INTERVAL 1 DAY)
    DATE_ADD(born, INTERVAL 1 MONTH)
    DATE_ADD(born, INTERVAL -1 YEAR)
    DATE_ADD(born, INTERVAL 2 WEEK)
    DATE_ADD(born, INTERVAL 1 QUARTER)
    DATE_ADD(born, INTERVAL 6 HOUR)
    DATE_ADD(born, INTERVAL id DAY)
    DATE_ADD(born, INTERVAL 1.5 DAY)
    DATE_ADD(born, INTERVAL '1' MONTH)
    DATE_ADD(seen, INTERVAL 90 MINUTE)
    DATE_ADD(seen, INTERVAL 1 MICROSECOND)
    DATE_ADD(seen, INTERVAL 1.5 SECOND)
    DATE_ADD(seen, INTERVAL '1:30' MINUTE_SECOND)
    DATE_ADD(seen, INTERVAL '1 2' DAY_HOUR)
    DATE_ADD(seen, INTERVAL '1-2' YEAR_MONTH)
    DATE_ADD(seen, INTERVAL '-1 1:1:1' DAY_SECOND)
    DATE_ADD(exact, INTERVAL 1 SECOND)
    DATE_ADD('2024-01-31', INTERVAL 1 MONTH)
    DATE_ADD('2024-01-31 10:00:00', INTERVAL 1 DAY)
    DATE_ADD(NULL, INTERVAL 1 DAY)
    DATE_ADD(born, INTERVAL NULL DAY)
    DATE_SUB(born, INTERVAL 45 MINUTE)
    DATE_SUB(born, INTERVAL 1 YEAR)
    DATE_SUB(seen, INTERVAL 36 HOUR)
    ADDDATE(born, 10)
    ADDDATE(born, INTERVAL 1 DAY)
    SUBDATE(seen, 10)
    born + INTERVAL 1 DAY
    born - INTERVAL 1 MONTH
    INTERVAL 1 DAY + born
    seen + INTERVAL 90 MINUTE
    seen - INTERVAL 1 DAY < '2023-09-13 12:19:00'
    born + INTERVAL 1 DAY + INTERVAL 1 HOUR
    span + INTERVAL 1 MINUTE
    born + INTERVAL (id + 1) DAY
    TIMESTAMPADD(MONTH, 1, born)
    TIMESTAMPADD(MINUTE, 5, seen)
    TIMESTAMPDIFF(DAY, born, '2024-06-30')
    TIMESTAMPDIFF(MONTH, born, '2024-06-30')
    TIMESTAMPDIFF(YEAR, born, '2024-12-31')
    TIMESTAMPDIFF(QUARTER, born, '2024-12-31')
    TIMESTAMPDIFF(WEEK, born, seen)
    TIMESTAMPDIFF(HOUR, '2023-01-01 00:00:00', seen)
    TIMESTAMPDIFF(MINUTE, seen, '2023-06-01')
    TIMESTAMPDIFF(SECOND, seen, exact)
    TIMESTAMPDIFF(MICROSECOND, seen, exact)
    TIMESTAMPDIFF(MONTH, '2024-06-30', born)
    TIMESTAMPDIFF(SQL_TSI_DAY, '2024-01-01', born)
    EXTRACT(YEAR FROM born)
    EXTRACT(HOUR FROM seen)
    EXTRACT(YEAR_MONTH FROM born)
    EXTRACT(DAY_MINUTE FROM seen)
    EXTRACT(WEEK FROM born)
    EXTRACT(MICROSECOND FROM exact)
    EXTRACT(HOUR_SECOND FROM seen)
    EXTRACT(QUARTER FROM born)
    DATE_FORMAT(seen, '%H:%i')
    DATE_FORMAT(seen, '%Y-%m-%dT%H:%i:%s')
    DATE_FORMAT(born, '%d.%m.%Y')
    DATE_FORMAT(born, '%b %e, %y')
    DATE_FORMAT(born, '%W %M %D %j')
    DATE_FORMAT(seen, '%a %c %f %h %I %k %l %p %r %S %T')
    DATE_FORMAT(born, '%U %u %V %v %w %X %x')
    DATE_FORMAT(born, '100%% %q')
    DATE_FORMAT('2024-02-29', '%Y')
    DATE_FORMAT(exact, '%f')
    TIME_FORMAT(span, '%H %k %h %i %s')
    TIME_FORMAT(seen, '%H:%i')
    STR_TO_DATE('03/04/2024', '%d/%m/%Y')
    STR_TO_DATE('3 Apr 2024', '%e %b %Y')
    STR_TO_DATE('April 3, 2024', '%M %d, %Y')
    STR_TO_DATE('10:20:30', '%H:%i:%s')
    STR_TO_DATE('2024-04-03 11:12:13', '%Y-%m-%d %T')
    STR_TO_DATE('2024-04-03 11:12 PM', '%Y-%m-%d %h:%i %p')
    STR_TO_DATE('nope', '%Y-%m-%d')
    MAKEDATE(2024, 60)
    MAKEDATE(YEAR(born), 1)
    MAKEDATE(2024, 0)
    MAKETIME(12, 15, 30)
    MAKETIME(-1, 0, 0)
    MAKETIME(1, 70, 0)
    SEC_TO_TIME(3661)
    SEC_TO_TIME(num)
    SEC_TO_TIME(61.5)
    TIME_TO_SEC(span)
    TIME_TO_SEC('01:00:00')
    TIME_TO_SEC(TIME(seen))
    ADDTIME(seen, '01:00:00')
    ADDTIME(span, '00:00:01')
    SUBTIME(seen, '1 1:1:1')
    TIMEDIFF(seen, '2024-01-01 00:00:00')
    TIMEDIFF(span, '01:00:00')
    TIMEDIFF(exact, seen)
    UNIX_TIMESTAMP(seen)
    UNIX_TIMESTAMP(exact)
    UNIX_TIMESTAMP(born)
    UNIX_TIMESTAMP('2024-01-01')
    FROM_UNIXTIME(1700000000)
    FROM_UNIXTIME(1700000000.5)
    FROM_UNIXTIME(1700000000, '%Y/%m')
    PERIOD_ADD(202401, 13)
    PERIOD_DIFF(202402, 202312)
    CONVERT_TZ(seen, '+00:00', '+02:00')
    DATE '2024-01-01'
    TIME '10:20:30'
    TIMESTAMP '2024-01-01 10:20:30'
    YEAR(born) * 100 + MONTH(born)
    CONCAT(YEAR(born), '-Q', QUARTER(born))
    NOW() > '2020-01-01'
    CURDATE() = DATE(NOW())
    CURRENT_TIMESTAMP >= CURRENT_DATE
    UTC_TIMESTAMP() > seen
    YEAR(NOW(3)) > 2000
    MAX(born) OVER () > born
  `),
  json: lines(String.raw`
    doc->'$.n'
    doc->'$.k'
    doc->>'$.k'
    doc->'$.tags'
    doc->>'$.tags[0]'
    doc->'$.sub'
    doc->>'$.sub'
    doc->'$[1]'
    doc->'$.tags[*]'
    doc->'$.*'
    doc->'$**.x'
    doc->'$.tags[last]'
    doc->'$."k"'
    doc->>'$.sub.ok'
    doc->'$'
    JSON_EXTRACT(doc, '$.n')
    JSON_EXTRACT(doc, '$.n', '$.k')
    JSON_EXTRACT(doc, CONCAT('$.', 'n'))
    JSON_UNQUOTE(JSON_EXTRACT(doc, '$.k'))
    JSON_UNQUOTE('"a\\nb"')
    JSON_VALUE(doc, '$.n')
    JSON_VALUE(doc, '$.k')
    JSON_VALUE(doc, '$.tags')
    CAST(JSON_VALUE(doc, '$.n') AS SIGNED)
    JSON_LENGTH(doc)
    JSON_LENGTH(doc, '$.tags')
    JSON_LENGTH(doc->'$.tags')
    JSON_DEPTH(doc)
    JSON_TYPE(doc)
    JSON_TYPE(doc->'$.n')
    JSON_TYPE(doc->'$.k')
    JSON_VALID('{}')
    JSON_VALID(name)
    JSON_VALID(doc)
    JSON_KEYS(doc)
    JSON_KEYS(doc, '$.sub')
    JSON_CONTAINS(doc, '4', '$.n')
    JSON_CONTAINS(doc, '"a"', '$.tags')
    JSON_CONTAINS(doc, '{"n": 4}')
    JSON_CONTAINS_PATH(doc, 'one', '$.n', '$.z')
    JSON_CONTAINS_PATH(doc, 'all', '$.n', '$.z')
    JSON_OVERLAPS('[1,2]', '[2,3]')
    JSON_SEARCH(doc, 'one', 'a')
    JSON_SEARCH(doc, 'all', 'ring')
    JSON_SEARCH(doc, 'one', 'r%')
    JSON_QUOTE(name)
    JSON_OBJECT('id', id, 'name', name)
    JSON_OBJECT('price', price, 'born', born)
    JSON_ARRAY(id, name, NULL, TRUE)
    JSON_ARRAY(price, ratio)
    JSON_SET('{"a": 1}', '$.a', 2, '$.b', 'x')
    JSON_INSERT('{"a": 1}', '$.a', 2, '$.b', 3)
    JSON_REPLACE('{"a": 1}', '$.a', 2, '$.b', 3)
    JSON_REMOVE('{"a": 1, "b": [1, 2]}', '$.a', '$.b[0]')
    JSON_ARRAY_APPEND('[1, 2]', '$', 3)
    JSON_ARRAY_INSERT('[1, 2]', '$[1]', 3)
    JSON_MERGE_PATCH('{"a": 1}', '{"a": null, "b": 2}')
    JSON_MERGE_PRESERVE('{"a": 1}', '{"a": 2, "b": 2}')
    JSON_SET(doc, '$.added', id)
    1 MEMBER OF ('[1, 2]')
    doc->'$.n' IS NOT NULL AND doc->>'$.k' LIKE 'r%'
  `),
  windows: lines(`
    ROW_NUMBER() OVER (ORDER BY id)
    RANK() OVER (ORDER BY flag)
    DENSE_RANK() OVER (ORDER BY flag DESC)
    SUM(num) OVER (PARTITION BY flag)
    COUNT(*) OVER (PARTITION BY flag ORDER BY id)
    AVG(tiny) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    LAG(name) OVER (ORDER BY id)
    LEAD(num, 2, 0) OVER (ORDER BY id)
    FIRST_VALUE(name) OVER (ORDER BY id)
    NTILE(3) OVER (ORDER BY id)
  `),
};

/** Aggregates: over all rows, over groups, and over no rows at all. */
export const aggregateSamples: readonly string[] = lines(`
  COUNT(*)
  COUNT(num)
  COUNT(DISTINCT flag)
  COUNT(DISTINCT name)
  COUNT(DISTINCT YEAR(born))
  COUNT(DISTINCT flag, size)
  COUNT(DISTINCT name, flag)
  COUNT(DISTINCT REPLACE(name, 'b', '*'))
  COUNT(IF(num > 3, 1, NULL))
  SUM(num)
  SUM(tiny)
  SUM(big)
  SUM(price)
  SUM(fine)
  SUM(wide)
  SUM(ratio)
  SUM(flag)
  SUM(num > 3)
  SUM(NOT flag)
  SUM(name LIKE '%a%')
  SUM(DISTINCT flag)
  SUM(code)
  SUM(price * 2)
  SUM(num) / COUNT(*)
  SUM(price) / 3
  SUM(IF(num > 6, 1, 0))
  SUM(CASE WHEN num > 5 THEN price ELSE 0 END)
  SUM(doc->'$.n')
  IFNULL(SUM(num), 0)
  AVG(num)
  AVG(tiny)
  AVG(price)
  AVG(fine)
  AVG(wide)
  AVG(ratio)
  AVG(flag)
  AVG(num > 3)
  AVG(tiny) + 1
  AVG(big)
  AVG(num) > 5
  ROUND(AVG(price), 2)
  MIN(num)
  MAX(num)
  MIN(price)
  MAX(price)
  MIN(wide)
  MAX(wide)
  MIN(name)
  MAX(name)
  MIN(born)
  MAX(seen)
  MIN(exact)
  MIN(span)
  MAX(span)
  MIN(size)
  MAX(size)
  MAX(flag)
  MAX(ratio)
  MAX(ident)
  MAX(CHAR_LENGTH(name))
  MAX(num) - MIN(num)
  MAX(price) - MIN(price)
  COALESCE(MAX(num), -1)
  DATEDIFF(MAX(born), MIN(born))
  STD(num)
  STDDEV(tiny)
  STDDEV_POP(price)
  STDDEV_SAMP(tiny)
  VARIANCE(tiny)
  VAR_POP(price)
  VAR_SAMP(tiny)
  VAR_SAMP(num)
  BIT_AND(num)
  BIT_OR(tiny)
  BIT_OR(counted)
  BIT_XOR(id)
  BIT_AND(counted)
  GROUP_CONCAT(name ORDER BY id)
  GROUP_CONCAT(num ORDER BY num)
  GROUP_CONCAT(num ORDER BY num DESC SEPARATOR '; ')
  GROUP_CONCAT(DISTINCT flag ORDER BY flag)
  GROUP_CONCAT(DISTINCT size ORDER BY size SEPARATOR '|')
  GROUP_CONCAT(DISTINCT size ORDER BY size DESC)
  GROUP_CONCAT(price ORDER BY price SEPARATOR ' ')
  GROUP_CONCAT(UPPER(code) ORDER BY id SEPARATOR '')
  GROUP_CONCAT(id, ':', code ORDER BY id)
  GROUP_CONCAT(DISTINCT num % 2 ORDER BY 1)
  GROUP_CONCAT(born ORDER BY born DESC)
  GROUP_CONCAT(span ORDER BY span)
  STRING_AGG(code, '+' ORDER BY id)
  STRING_AGG(name, ', ' ORDER BY id DESC)
  JSON_ARRAYAGG(id)
  JSON_OBJECTAGG(id, name)
  COUNT(*) * 1.5
  MAX(num) > 5 AND COUNT(*) > 1
  CONCAT(COUNT(*), ' rows')
`);
