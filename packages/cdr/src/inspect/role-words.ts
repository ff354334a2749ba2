/** What a column can be, by its name. Not all of them are fields of a record. */
export type Role =
  | 'callId'
  | 'called'
  | 'calling'
  | 'line'
  | 'subscriber'
  | 'startedAt'
  | 'answeredAt'
  | 'endedAt'
  | 'recordedAt'
  | 'talkTime'
  | 'duration'
  | 'otherTime'
  | 'direction'
  | 'rowType'
  | 'result'
  | 'cause'
  | 'cost'
  | 'currency'
  | 'trunk'
  | 'sourceIp'
  | 'userAgent'
  | 'correlationId'
  | 'divertedFrom';

/** Whole names that say it, and parts of names that hint at it. Names as `plainName` gives them. */
interface Words {
  readonly says: RegExp;
  readonly hints?: RegExp;
}

// From CDR files of Asterisk, FreeSWITCH, 3CX, Avaya, BroadWorks, Metaswitch, Yeastar, Grandstream,
// Kamailio, OpenSIPS, VoIPmonitor, CGRateS and RADIUS, and from exports of Japanese carriers.
export const ROLE_WORDS: Record<Role, Words> = {
  callId: {
    says: /^(?:(?:sip_|local_|global_|unique_|acct_)?(?:call|session)_?id(?:entifier)?|uuid|a_?leg_uuid|unique_?id|cdr_?id|record_?id|pkid|id|cgrid|origin_?id|history_?id|conn(?:ection)?_id|(?:network_)?call_reference|accounting_?id|通話_?id|呼_?id|呼識別(?:子|番号)?|コール_?id|レコード_?id|管理番号|通話番号)$/,
    hints:
      /^(?:seq|sequence(?:_?(?:no|number))?|serial(?:_?(?:no|number))?|no|index|連番|通番|項番|番号)$/,
  },
  called: {
    says: /^(?:called(?:_(?:party|station|e164))?(?:_?(?:no|num|number|id|user))?|callee(?:_?(?:no|num|number|id|id_number|user|uri))?|dst(?:_?(?:no|num|number|user|ouser|uri))?|dest(?:ination)?(?:_?(?:no|num|number|address|e164))?|dial+ed(?:_?(?:no|num|number|digits))?|call_to|to(?:_?(?:no|num|number|user|uri))?|b_?(?:no|num|number|party)|cld(?:_in)?|dnis|terminating_number|着信(?:先)?(?:電話)?番号|着番号?|着信先|相手(?:先)?(?:電話)?(?:番号)?|接続先(?:番号)?|宛先(?:番号)?|被呼(?:番号)?|発信先(?:番号)?|ダイヤル番号|通話先(?:電話)?(?:番号)?)$/,
    hints:
      /(?:^|_)(?:called|callee|destination|dial+ed|digits|cld_out|to|outpulsed)(?:_|$)|着信?番号|相手/,
  },
  calling: {
    says: /^(?:calling(?:_(?:party|station|e164))?(?:_?(?:no|num|number|id|user))?|caller(?:_?(?:no|num|number|id|id_number|user|uri))?|src(?:_?(?:no|num|number|user|uri))?|source(?:_?(?:no|num|number|address))?|(?:call_)?from(?:_?(?:no|num|number|user|uri))?|a_?(?:no|num|number|party)|ani|cli|cld_from|originating_number|origination_number|発信(?:者|元)?(?:電話)?番号|発番号?|発信(?:者|元)|発呼(?:番号)?|通話元(?:番号)?)$/,
    hints: /(?:^|_)(?:calling|caller|source|from|originat\w*)(?:_|$)|発信?番号/,
  },
  line: {
    says: /^(?:line(?:_?(?:no|num|number|id))?|ext(?:ension)?(?:_?(?:no|num|number))?|station|msisdn|(?:sip_)?user(?:_?(?:name|id|number))?|billing_number|charged?_(?:no|num|number|party)|回線番号|回線_?id|内線(?:番号)?|自番号|契約(?:者)?電話番号|電話番号|課金番号|利用(?:者)?(?:電話)?番号|契約回線番号|ご利用番号|お?客様電話番号)$/,
  },
  subscriber: {
    says: /^(?:subscriber(?:_?(?:no|number|id))?|account(?:_?(?:code|no|number|id))?|customer(?:_?(?:code|no|number|id))?|tenant(?:_?id)?|contract(?:_?(?:no|number|id))?|i_(?:account|customer)|client(?:_?id)?|enterprise(?:_?id)?|group(?:_?id)?|business_group(?:_?name)?|契約(?:者)?番号|契約(?:者)?_?id|顧客(?:番号|コード|_?id)|お?客様(?:番号|コード|_?id)|加入者(?:番号|_?id)|テナント(?:_?id)?)$/,
  },
  startedAt: {
    says: /^(?:(?:call_?)?(?:start|begin|setup|init|initiation|seizure|origination|invite)(?:ed|ing)?(?:_?(?:at|date|day|on|time|date_?time|timestamp|stamp|epoch|uepoch))*|(?:call_?)?date(?:_?time)?(?:_?origination)?|(?:call_?)?time(?:_?stamp)?|time_start|開始|(?:通話|発信|発呼|利用|呼)?(?:開始)?(?:年月日|日付|日時|時刻|時間帯)|(?:通話|発信|発呼|利用|呼)開始|発生日時|利用日|通話日|発信日|日付)$/,
    hints: /(?:^|_)(?:start|started|begin|setup|origination)(?:_|$)|開始|発信日|発呼/,
  },
  answeredAt: {
    says: /^(?:(?:call_?)?(?:answer|connect|establish|pickup)(?:ed|ion)?(?:_?(?:at|date|on|time|date_?time|timestamp|stamp|epoch|uepoch))*|time_answered|date_time_connect|(?:応答|接続)(?:開始)?(?:年月日|日付|日時|時刻)?)$/,
    hints: /(?:^|_)(?:answer|answered|connect|connected)(?:_|$)|応答/,
  },
  endedAt: {
    says: /^(?:(?:call_?)?(?:end|stop|hangup|disconnect|release|finish|terminat(?:e|ion)|close|bye)(?:ed|d|ing)?(?:_?(?:at|date|on|time|date_?time|timestamp|stamp|epoch|uepoch))*|time_end|date_time_disconnect|(?:通話|利用|呼)?(?:切断|終了|終話)(?:年月日|日付|日時|時刻)?)$/,
    hints: /(?:^|_)(?:end|ended|stop|hangup|disconnect|release)(?:_|$)|切断|終了|終話/,
  },
  recordedAt: {
    says: /^(?:(?:created|updated|inserted|modified|logged|processed|recorded|written|import(?:ed)?|event|billed|cdr)(?:_?(?:at|date|on|time|date_?time|timestamp))+|(?:登録|更新|作成|記録|出力|処理|請求)(?:年月日|日付|日時|時刻|月))$/,
  },
  talkTime: {
    says: /^(?:bill(?:able|ed|ing)?_?(?:s|sec|secs|seconds|time|duration|ms|msec)|bill_?sec|talk(?:ing|ed)?(?:_?(?:time|duration|s|sec|secs|seconds|ms|msec|min))*|conversation(?:_?(?:time|duration))?|charge(?:able|d)_?(?:time|duration|seconds)|connect(?:ed|ion)?_duration(?:_?(?:s|sec|ms))?|(?:acct_)?session_time|usage|課金(?:秒数|時間)|通話(?:秒数|時間)(?:_?(?:s|sec|ms|秒|ミリ秒|分))?|会話時間)$/,
  },
  duration: {
    says: /^(?:(?:call_?|total_?)?(?:duration|dur|length|elapsed|secs?|seconds|minutes)(?:_?(?:s|sec|secs|seconds|ms|msec|millis|milliseconds|min|mins|minutes|time))*|ms_duration|msec|利用(?:秒数|時間)|(?:接続|継続)?(?:秒数|時間)(?:_?(?:ms|秒|ミリ秒|分))?)$/,
    hints: /duration|秒数|時間/,
  },
  otherTime: {
    says: /^(?:ring(?:ing)?(?:_?(?:time|duration|sec|secs))*|wait(?:ing)?(?:_?(?:time|duration|sec|secs))*|hold(?:_?(?:time|duration|sec|secs))*|queue(?:_?(?:time|duration))*|pdd(?:_?(?:ms|sec))?|(?:setup|progress|answer)_?(?:duration|delay|sec)|progress(?:_?media)?sec|wait_?sec|呼出(?:秒数|時間)|保留(?:秒数|時間))$/,
  },
  direction: {
    says: /^(?:(?:call_?)?dir(?:ection)?|(?:call_)?in_?out(?:bound)?|orig_?term|発着(?:信)?(?:区分|種別|別)?|方向|発信着信(?:区分)?|通話方向)$/,
    hints: /^(?:(?:call_?)?type|(?:通話|呼)?(?:種別|区分|種類))$/,
  },
  rowType: {
    says: /^(?:(?:record|row|event|cdr|service|call|message|traffic|usage)?_?(?:type|kind|class|category)|method|service|tor|acct_status_type|(?:レコード|通話|サービス|利用|呼|明細)?(?:種別|区分|種類)|サービス)$/,
  },
  result: {
    says: /^(?:disposition|(?:call_?)?(?:status|result|outcome|state)|answered|is_answered|answer_(?:status|indicator|ind)|(?:sip_)?(?:response_)?code|sip_(?:status|reason|response_code)|reason|hangup_cause|release_reason|termination_?(?:reason|cause)|(?:応答|通話|接続)?(?:結果|状態|区分)|ステータス|切断理由|終了理由)$/,
  },
  cause: {
    says: /^(?:cause(?:_?(?:code|value|no|number))?|q_?850(?:_?cause)?|hangup_cause_q850|(?:release|disconnect|clear(?:ing)?|termination|h323_disconnect|dest)_?cause(?:_?(?:code|value))?|(?:切断|終了)?理由コード|切断コード)$/,
  },
  cost: {
    says: /^(?:(?:total_?|call_?)?(?:cost|charge|charged_amount|amount|price|fee|revenue)(?:_?(?:jpy|yen|eur|usd|gbp|円))?|(?:通話)?料金?(?:_?円)?|金額(?:_?円)?|(?:課金|請求)(?:額|金額)|通話料金?(?:_?(?:税抜|税込|円))*)$/,
    hints: /料金|通話料|金額|(?:^|_)(?:cost|charge|price)(?:_|$)/,
  },
  currency: { says: /^(?:currency(?:_code)?|通貨)$/ },
  trunk: {
    says: /^(?:(?:out(?:going|bound)?_|egress_|dst_|to_|dest_)?(?:trunk|route|carrier|gateway|provider)(?:_?(?:group|name|id|no))*|dst_?trunk(?:_name)?|trunk_to|outgoing_trunk|dest_device_name|方路(?:名|番号)?|トランク(?:名|番号|グループ)?|ルート(?:名)?|出方路)$/,
  },
  sourceIp: {
    says: /^(?:(?:source|src|caller|orig(?:inating)?|client|remote|peer|network|signal+ing|sip_network|ingress)_?(?:ip|addr|address|ip_?addr(?:ess)?)|ip(?:_?addr(?:ess)?)?|network_addr|(?:送信元|接続元|発信元)_?(?:ip)?(?:アドレス)?|ip_?アドレス)$/,
  },
  userAgent: {
    says: /^(?:(?:sip_)?user_?agent|ua|a_ua|caller_ua|ユーザーエージェント)$/,
  },
  correlationId: {
    says: /^(?:linked_?id|correlation_?id|icid|charging_id|global_?call_?id(?:_call_id)?|(?:parent|related|original|main)_?(?:call|session)_?id|conversation_id|関連_?(?:呼|通話)?_?id)$/,
  },
  divertedFrom: {
    says: /^(?:diverted?(?:_from)?|divert(?:ing)?_number|redirect(?:ing|ed)?_?(?:no|num|number|from)|forwarded_(?:by|from)|rdnis|転送元(?:電話)?(?:番号)?)$/,
  },
};
