"""What well-known SQL functions leave of their arguments, and which of them act."""

from auditor.lineage.transforms import AGGREGATED, ENCRYPTED, HASHED, MASKED, TRUNCATED


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HASH = """md5 md5digest sha sha1 sha1digest sha2 sha2digest sha224 sha256 sha384 sha512 digest hmac
crypt hashtext hashtextextended ora_hash standard_hash standardhash
hashbytes password old_password checksum
binary_checksum crc32 murmurhash farmfingerprint hash mac dbms_crypto.hash dbms_crypto.mac
anon.hash anon.digest anon.pseudo_email anon.pseudo_first_name anon.pseudo_last_name
anon.pseudo_iban anon.pseudo_siret anon.pseudo_city anon.pseudo_company"""
_ENCRYPT = """pgp_sym_encrypt pgp_sym_encrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea encrypt
encrypt_iv encrypt_raw aes_encrypt aesencrypt des_encrypt encode_password encryptbykey
encryptbypassphrase encryptbycert encryptbyasymkey dbms_crypto.encrypt crypto_secretbox
crypto_aead_det_encrypt"""
_DECRYPT = """pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_pub_decrypt pgp_pub_decrypt_bytea decrypt
decrypt_iv decrypt_raw aes_decrypt aesdecrypt des_decrypt decryptbykey decryptbypassphrase
decryptbycert decryptbyasymkey dbms_crypto.decrypt crypto_secretbox_open crypto_aead_det_decrypt"""
_AGGREGATE = """count countif count_if count_big sum sumif total avg stddev stddevpop stddevsamp
stddev_pop stddev_samp stdev stdevp variance variancepop var_pop var_samp var varp std corr
covarpop covarsamp covar_pop covar_samp bool_and bool_or every logicaland logicalor bit_and bit_or
bitwiseandagg bitwiseoragg bitwisexoragg bit_xor approxdistinct approx_count_distinct grouping
row_number rownumber rank dense_rank denserank percent_rank percentrank cume_dist cumedist ntile
regr_slope regr_r2 regr_avgx regr_avgy regr_count regr_intercept skewness kurtosis json_array_length
jsonb_array_length array_length arraysize
cardinality"""
_TRUNCATE = """year month day dayofmonth dayofweek dayofyear day_of_month day_of_week day_of_year
weekofyear week quarter weekday hour minute second extract date_part datepart datename dayname
monthname datediff timestampdiff datetimediff months_between monthsbetween split_part splitpart
substring_index substringindex ascii unicode soundex metaphone dmetaphone difference sign mod
strposition strpos stringposition instr charindex patindex locate position width_bucket
anon.generalize_int4range anon.generalize_int8range anon.generalize_daterange
anon.generalize_tsrange anon.generalize_numrange levenshtein similarity"""
_MASK = """length char_length character_length octet_length bit_length len datalength anon.partial
anon.partial_email anon.noise anon.dnoise anon.image_blur repeat_mask"""
_EFFECTS = {
    name: effect
    for names, effect in (
        (_HASH, HASHED),
        (_ENCRYPT, ENCRYPTED),
        (_AGGREGATE, AGGREGATED),
        (_TRUNCATE, TRUNCATED),
        (_MASK, MASKED),
    )
    for name in names.split()
}
DECRYPTS = frozenset(_DECRYPT.split())
NO_ORIGIN = ("anon.fake_", "anon.dummy_", "anon.random_", "anon.lorem_ipsum")
"""Functions of PostgreSQL Anonymizer whose result owes nothing to the column."""

ACTING = _words(
    """nextval setval pg_sleep pg_sleep_for pg_sleep_until sleep benchmark get_lock release_lock
    dblink dblink_exec dblink_connect dblink_send_query lo_import lo_export lo_create lo_unlink
    lo_put lowrite lo_from_bytea pg_read_file pg_read_binary_file pg_ls_dir pg_file_write
    pg_terminate_backend pg_cancel_backend pg_reload_conf pg_rotate_logfile pg_switch_wal
    pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_notify set_config query_to_xml
    query_to_xmlschema table_to_xml database_to_xml ts_stat load_file sys_exec sys_eval
    last_insert_id xp_cmdshell openrowset opendatasource openquery load_extension writefile
    dbms_lock.sleep utl_http.request utl_file.put_line dbms_scheduler.create_job"""
)
"""Functions that write, wait, lock or leave the database: a query that calls one is not plain."""

_PREFIXES = (
    *("json", "jsonb", "array", "pg_", "to_", "regexp_", "string_", "date_", "xml", "ts_", "st_"),
    *("has_", "current_", "inet", "range", "uuid", "make_", "is_", "lo_", "bit_", "text", "time"),
    *("dbms_", "utl_", "sys_", "str_", "from_", "convert", "current", "num", "gen_", "percentile"),
)
_PLAIN = _words(
    """abs age acos any_value ascii asin atan bin broadcast btrim cbrt ceil ceiling char chr
    clock_timestamp coalesce col_description collate concat concat_ws cos cot database decode
    degrees div each elt encode enum_first enum_last exp export_set field find_in_set first_value
    floor format formattype family greatest group_concat hex hextoraw host hostmask iif ifnull
    initcap inet6_aton inet6_ntoa inet_aton inet_ntoa isfinite isempty isnull justify_days
    justify_hours justify_interval lag last_value lead least listagg ln localtime
    localtimestamp log log10 lower
    lower_inc lpad ltrim mask max masklen md5 min mode multirange name network netmask normalize now
    nth_value nullif nvl nvl2 oct overlaps parse_ident pi plainto_tsquery power quote quote_ident
    quote_literal quote_nullable quotename radians random rand randomblob rawtohex repeat replace
    reverse round row rownum rpad rtrim scale schema session_user set_masklen setseed setweight
    sin sqrt statement_timestamp stragg strftime string substr sysdate systimestamp tan
    timeofday timestamp to_char to_date transaction_timestamp translate trim trim_scale trunc
    trunc_date tsvector try_cast try_convert typeof unaccent uncompress compress unhex unistr
    unnest upper upper_inc user user_id username userenv utc_date utc_timestamp uuid value
    values version wm_concat zeroblob dbms_lob.substr dbms_lob.getlength generate_series
    generate_subscripts row_to_json printf iso_week octet substrb lengthb nlssort nls_upper vsize
    tstzrange tsrange daterange int4range int8range numrange tsquery websearch_to_tsquery phraseto
    isnumeric isdate cast choose parse string_split openjson sys_context sys_guid st_x st_y
    xmlelement hstore akeys avals skeys svals crosstab point box circle polygon line path
    fuzzystrmatch last_day add_months next_day dateadd dateserial eomonth getdate julianday
    unixepoch datetime date last_insert_rowid changes glob likelihood likely unlikely"""
)


def effect(name: str) -> int | None:
    """The rank of what that function leaves of its arguments; None where it shows them."""
    return _EFFECTS.get(name, _EFFECTS.get(_bare(name)) if not name.startswith("anon.") else None)


def familiar(name: str) -> bool:
    """Whether the function is one of a product's own, so that its arguments can be followed."""
    bare = _bare(name)
    return (
        name in _EFFECTS
        or bare in _EFFECTS
        or bare in DECRYPTS
        or bare in _PLAIN
        or name.startswith("anon.")
        or bare.startswith(_PREFIXES)
    )


def acts(name: str) -> bool:
    """Whether calling it does more than compute."""
    return name in ACTING or _bare(name) in ACTING


def _bare(name: str) -> str:
    return name.rpartition(".")[2]
