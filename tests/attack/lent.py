"""The server's own functions that a desk may still call, by why nothing of the office comes out.

Only those that look at something: immutable ones compute from what they are given. Every version of
PostgreSQL has its own; `test_newer_versions.py` holds this list to be exact on the one it runs on,
so that a function a new version brings is closed in `store/sql/hardening.sql` or named here.
"""

from __future__ import annotations

#: What is called what: public with the program (`remaining.REMAINING["names"]`).
NAMES = """
    aclexplode amvalidate col_description obj_description shobj_description pg_basetype
    pg_collation_for pg_collation_is_visible pg_conversion_is_visible pg_describe_object
    pg_extension_update_paths pg_available_extension_versions pg_available_extensions
    pg_function_is_visible pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr
    pg_get_function_arg_default pg_get_function_arguments pg_get_function_identity_arguments
    pg_get_function_result pg_get_indexdef pg_get_keywords pg_get_object_address
    pg_get_partition_constraintdef pg_get_partkeydef pg_get_replica_identity_index
    pg_get_serial_sequence pg_get_statisticsobjdef pg_get_statisticsobjdef_columns
    pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_wait_events
    pg_get_wal_resource_managers pg_identify_object pg_identify_object_as_address
    pg_index_column_has_property pg_index_has_property pg_indexam_has_property
    pg_column_is_updatable pg_relation_is_publishable pg_relation_is_updatable
    pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table
    pg_partition_ancestors pg_partition_tree pg_statistics_obj_is_visible pg_table_is_visible
    pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible
    pg_ts_template_is_visible pg_type_is_visible pg_typeof row_security_active
    to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc
    to_regprocedure to_regrole to_regtype to_regtypemod pg_tablespace_location
    has_any_column_privilege has_column_privilege has_database_privilege
    has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege
    has_largeobject_privilege has_parameter_privilege has_schema_privilege has_sequence_privilege
    has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege pg_has_role
"""

#: Numbers turned into the names of logins (`remaining.REMAINING["logins"]`).
LOGINS = "pg_get_userbyid"

#: Its own session: who and where it is, what it set, what it prepared.
OWN_SESSION = """
    current_database current_query current_schema current_schemas current_setting current_user
    session_user system_user set_config setseed inet_client_addr inet_client_port inet_server_addr
    inet_server_port pg_backend_pid pg_client_encoding pg_cursor pg_prepared_statement
    pg_listening_channels pg_my_temp_schema pg_is_other_temp_schema pg_trigger_depth
    pg_show_all_settings pg_settings_get_flags
"""

#: The server's clock, its age and its transaction numbers (`remaining.REMAINING["counters"]`).
COUNTERS = """
    pg_conf_load_time pg_postmaster_start_time pg_current_snapshot pg_current_xact_id
    pg_current_xact_id_if_assigned txid_current txid_current_if_assigned txid_current_snapshot
    pg_is_in_recovery
"""

#: The program itself, the same on every server of that version.
PROGRAM = """
    version pg_char_to_encoding pg_encoding_to_char pg_collation_actual_version
    pg_database_collation_actual_version pg_jit_available pg_split_walfile_name
    pg_timezone_abbrevs pg_timezone_abbrevs_abbrevs pg_timezone_abbrevs_zone pg_timezone_names
"""

#: They work on what they are given: a value, or a statement run with the desk's own rights.
GIVEN = """
    pg_column_compression pg_column_size pg_column_toast_chunk_id pg_input_error_info
    pg_input_is_valid pg_mcv_list_items ts_stat cursor_to_xml cursor_to_xmlschema database_to_xml
    database_to_xml_and_xmlschema database_to_xmlschema query_to_xml query_to_xml_and_xmlschema
    query_to_xmlschema schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema table_to_xml
    table_to_xml_and_xmlschema table_to_xmlschema uuidv4 uuidv7
"""

#: The server itself refuses them to all but an object's owner, or outside their one use.
REFUSED_INSIDE = """
    setval pg_sequence_parameters brin_desummarize_range brin_summarize_new_values
    brin_summarize_range gin_clean_pending_list fmgr_c_validator fmgr_internal_validator
    fmgr_sql_validator plpgsql_validator pg_extension_config_dump
    pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects
    pg_event_trigger_table_rewrite_oid pg_event_trigger_table_rewrite_reason
    pg_get_wal_replay_pause_state pg_is_wal_replay_paused
"""

GROUPS = (NAMES, LOGINS, OWN_SESSION, COUNTERS, PROGRAM, GIVEN, REFUSED_INSIDE)
LENT = frozenset(name for group in GROUPS for name in group.split())
