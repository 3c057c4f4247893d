using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// The keys of a rulebook file, each with what it means, as a JSON Schema (draft 2020-12) for editors. The schema says which keys there are and what shape their
/// values have; whether names exist and expressions are right is for the reader and the lint to say.
/// </summary>
public static class RulebookSchema
{
    private static readonly JsonSerializerOptions s_written = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A key of a mapping.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="Shape">The name of the shape of its value.</param>
    /// <param name="Meaning">What it is for, in Chinese.</param>
    /// <param name="Required">Whether it must be there.</param>
    internal sealed record Key(string Name, string Shape, string Meaning, bool Required = false);

    /// <summary>A mapping with fixed keys.</summary>
    /// <param name="Name">Its name among the definitions.</param>
    /// <param name="Meaning">What it describes, in Chinese.</param>
    /// <param name="Keys">Its keys.</param>
    internal sealed record Mapping(string Name, string Meaning, ImmutableArray<Key> Keys);

    /// <summary>The schema as text, ready to be kept as docs/rulebook.schema.json.</summary>
    public static string Text() => Build().ToJsonString(s_written) + "\n";

    /// <summary>The mappings with fixed keys: the one place where the keys stand.</summary>
    internal static ImmutableArray<Mapping> Mappings { get; } =
    [
        new("手册", "一部办法的规则手册", [
            new("id", "文字", "手册编号，就是文件夹的名字", true), new("version", "整数", "版本号，从1起"), new("title", "文字", "办法的题名", true), new("short", "文字", "选择框里的名字"),
            new("issuer", "文字", "印发机关", true), new("issued", "日期", "印发日期"), new("in_force", "施行", "施行的起止日"), new("governing", "文字", "按哪个日期要素判断适用哪一版"),
            new("jurisdiction", "辖区", "管哪里", true), new("number_prefix", "文字", "案卷编号的开头", true), new("articles_count", "整数", "办法共有几条"), new("basis", "名字们", "上位文件，只作说明"),
            new("purpose", "文字", "一句话说明"), new("roles", "角色们", "谁办事"), new("phases", "名字们", "项目一生的阶段，按次序"), new("kinds", "种类们", "案卷的种类"),
            new("stages", "环节文书们", "审批环节各由哪个环节办、并了哪些"), new("numbers", "文号们", "文号的系列"), new("settings", "设定们", "条文留白、由平台设定的地方"), new("overview", "总览", "总览页要知道的：谁算不同意、谁看哪块看板"),
            new("money", "资金", "项目的钱：金额链、上限、合同、支付、年度、结余、调整"), new("timeline", "时间线", "时间线上另有的：里程碑、暂停"), new("oversight", "监督", "监督整改怎样办"), new("evidence", "核对们", "所报的和别的证据对一对"), new("supervision", "监理", "监理单位办的环节"), new("performance", "年度绩效", "年度绩效报告和目标"), new("catalogues", "两本目录", "系统目录和数据资源目录从哪里来"), new("acceptance", "验收们", "验收的路线、延期、验收组和以后的评价"), new("public", "公开们", "向社会公开什么"), new("articles", "条文们", "按条文次序，一条一项", true)]),
        new("施行", "施行的起止日", [new("from", "日期", "从哪天起；省去是条文没有写明"), new("to", "日期", "到哪天为止；省去是没有终止日")]),
        new("辖区", "管哪里", [new("name", "文字", "地名", true), new("code", "区划代码", "行政区划代码，六位，加引号；平台按它认地区"), new("level", "文字", "省级、市本级、旗县市区等", true)]),
        new("角色", "一个办事的角色", [
            new("own", "是否", "是不是案卷自己的单位"), new("label", "文字", "给人看的叫法"), new("meaning", "文字", "一句话说明"), new("named", "文字", "由哪个文字要素写明是哪个单位；要素是 list 的，写明的几个单位都算"), new("sign", "文字", "机关代字，编文号用")]),
        new("环节文书", "审批环节里的一道", [
            new("step", "文字", "由哪个环节批；一份文件办一次的，按文件名对应", true), new("merges", "名字们", "并进这一道、不再单独批的文件"), new("article", "条款", "哪一条并的")]),
        new("文号", "文号的一个系列，每年从1起", [
            new("form", "文字", "写法，例如 {代字}发〔{年}〕{号}号", true), new("width", "整数", "序号至少写几位；省去不补零"), new("by_hand", "是否", "由办理人填写，只查写法和重号")]),
        new("种类", "一种案卷", [new("title", "文字", "哪个要素是案卷的名字", true), new("key", "文字", "没有结案的同类案卷里不能重的要素"), new("per", "文字", "只能写 本单位：同一单位里不重"), new("plan", "年度计划", "这一种案卷是一年的计划")]),
        new("年度计划", "一年的计划由哪些环节和要素组成", [
            new("amount", "文字", "项目申报当年投资的要素", true), new("ceiling", "文字", "计划的总额度，计划案卷的金额要素"), new("ceiling_platform", "是否", "额度是平台设的，条文没有写"), new("category", "文字", "按哪个要素分类合计"),
            new("declare", "名字们", "单位报来的环节"), new("pool", "文字", "进项目库的环节"), new("issue", "文字", "下达计划的环节", true), new("outside", "名字们", "计划外、破例列入的环节"),
            new("agreed", "文字", "列出哪些部门同意的要素"), new("change", "名字们", "下达以后变更计划的环节")]),
        new("设定", "条文留白处的一种读法", [
            new("type", "类型", "值的类型"), new("value", "值", "现在取的值", true), new("article", "条款", "哪一条留的白", true), new("question", "文字", "没有写明的是什么", true), new("reading", "文字", "平台怎样读", true)]),
        new("监督", "监督整改怎样办", [
            new("inspections", "名字们", "算检查的环节：检查、抽查、审计、调取资料"), new("orders", "整改们", "哪些行为是要人整改的"), new("ladder", "处置们", "没有整改好，可以或者应当采取的措施，由轻到重"), new("spot", "抽查", "从哪些项目里随机抽"), new("liability", "追责", "责任追究的材料交给谁")]),
        new("抽查", "随机抽查", [new("step", "文字", "登记抽查的环节；正可办它的项目都在里面抽", true), new("article", "条款", "凭哪一条", true)]),
        new("整改", "要人限期整改的一种", [
            new("article", "条款", "凭哪一条", true), new("step", "文字", "哪个环节提出", true), new("outcome", "文字", "哪个结果；省去是任何结果"), new("due", "文字", "写着最后一天的日期要素"), new("due_set", "文字", "条文没有写天数时，期限由谁定"),
            new("answer", "文字", "单位报告整改的环节"), new("review", "文字", "复核的环节；省去就是报告了算数"), new("passed", "名字们", "复核的哪个结果算整改好了"), new("dispose", "文字", "没有整改好时作出处置的环节"), new("climbs", "是否", "没有整改好时，后面的措施跟不跟上来")]),
        new("处置", "一级措施", [
            new("article", "条款", "凭哪一条", true), new("strength", "强度", "必须还是可以；默认可以"), new("taken", "表达式", "怎样看出已经采取、还没有解除"), new("closes", "名字们", "执行期间答“否”的“可否”判定"), new("refuses", "名字们", "执行期间办不了的别的环节"), new("by", "文字", "哪个环节采取"),
            new("lifted_by", "名字们", "哪些环节解除"), new("remedy", "文字", "怎样解除", true), new("ends", "是否", "项目到此终止"), new("platform", "是否", "条文没有写怎样解除，是平台设定")]),
        new("追责", "责任追究的材料", [new("under", "文字", "哪一类后果", true), new("step", "文字", "登记追责的环节", true), new("to", "交给们", "后果的名字: 交给谁，写 FEEL"), new("otherwise", "文字", "条文没有写明交给谁时怎样说", true)]),
        new("核对", "所报的和别的证据对一对", [
            new("article", "条款", "凭哪一条；和 platform 只写一样"), new("platform", "是否", "平台提示，条文没有写"), new("kind", "文字", "案卷种类，默认第一种"), new("sort", "文字", "归哪一类计数", true), new("when", "表达式", "什么情况下才对"),
            new("contradicts", "表达式", "成立就是对不上", true), new("text", "文字", "对不上时说的话，花括号里写 FEEL", true), new("before", "名字们", "办哪些环节之前给看"), new("remedy", "文字", "怎样澄清", true)]),
        new("总览", "总览页要知道的", [new("refusals", "名字们", "算作不同意的结果"), new("desks", "看板们", "角色看哪块看板；不写的，自己单位看“单位”，其他看“部门”")]),
        new("资金", "项目的钱，单位万元", [
            new("lines", "金额们", "金额链，按先后"), new("ceilings", "上限们", "金额之间的上限"), new("contracts", "表达式", "合同一份一条：序号、名称、单位、金额、签订、完成、质保金"), new("filing", "文字", "报送合同的环节，按合同的序号一份一次"),
            new("payments", "表达式", "支付一笔一条：日期、金额、单位、合同、凭证"), new("years", "表达式", "一年一条：年度、计划、安排"), new("surplus", "结余", "结余和怎样退"), new("changes", "调整", "调整怎样计量")]),
        new("金额", "一项金额", [new("value", "表达式", "怎样得出", true), new("steps", "名字们", "由哪些环节定下或改变"), new("figure", "总览金额", "就是总览页上的哪一项")]),
        new("上限", "一项金额不超过另一项；article、gate、platform 只写一样", [
            new("of", "文字", "量哪一项金额", true), new("within", "文字", "不超过哪一项金额", true), new("allowance", "数字", "可以超出的份额，例如 0.1"), new("when", "表达式", "什么情况下才管"), new("article", "条款", "哪一条"), new("gate", "文字", "已经管着它的红线"),
            new("platform", "是否", "条文没有写，只提示"), new("strength", "强度", "hard 不收，may 只提醒"), new("remedy", "文字", "怎样解除")]),
        new("结余", "结余和怎样退", [new("amount", "表达式", "结余多少", true), new("returned", "表达式", "已经退了多少"), new("step", "文字", "退回的环节", true)]),
        new("调整", "调整怎样计量", [
            new("rows", "表达式", "调整一次一条：序号、日期、内容、方式、自行、结果，和限额量的栏", true), new("base", "表达式", "以什么为底数", true), new("base_name", "文字", "底数的名字", true), new("way", "文字", "算出走哪条路的判定"), new("limits", "调整限额们", "自行调整的限额")]),
        new("调整限额", "自行调整的一个限额", [new("share", "数字", "底数的份额，例如 0.15", true), new("most", "数字", "另有的最大金额"), new("field", "文字", "量哪一栏", true), new("cumulative", "表达式", "历次自行调整加在一起算"), new("article", "条款", "哪一条", true)]),
        new("时间线", "时间线上另有的", [new("milestones", "表达式", "里程碑一个一条：名称、计划、完成"), new("suspensions", "表达式", "暂停一次一条：从、到、原因")]),
        new("监理", "监理单位办的环节", [
            new("role", "文字", "监理单位的角色", true), new("log", "文字", "记日志的环节", true), new("day", "文字", "日志是哪天的", true), new("notice", "文字", "发通知的环节", true), new("subject", "文字", "通知的事项", true), new("due", "文字", "要求哪天以前回复", true),
            new("reply", "文字", "回复通知的环节", true), new("check", "文字", "复核回复的环节", true), new("opinion", "文字", "出具意见的环节", true)]),
        new("年度绩效", "年度绩效报告和目标", [new("step", "文字", "提交报告的环节，一年一次", true), new("targets", "名字们", "写着目标的要素")]),
        new("看板们", "哪些角色看哪块看板", [new("财政", "名字们", "看钱"), new("领导", "名字们", "看全部"), new("审计", "名字们", "看逾期、例外、退回和更正")]),
        new("两本目录", "系统目录和数据资源目录从哪里来，按案卷种类写", [new("systems", "系统目录们", "哪种案卷是一个系统"), new("resources", "资源目录们", "哪种案卷列数据资源")]),
        new("系统目录", "一种案卷的系统", [
            new("listed", "表达式", "什么时候列入", true), new("name", "表达式", "系统的名称；省去是案卷的名字"), new("number", "表达式", "总目录里的编号"), new("state", "表达式", "状态", true), new("since", "表达式", "哪天起在用"),
            new("facts", "名字们", "一并列出的要素"), new("article", "条款", "哪一条讲它", true), new("silent", "文字", "条文没有写的"), new("money", "运维经费", "运维经费怎样申请、安排")]),
        new("验收", "一种案卷怎样验收", [
            new("article", "条款", "哪一条讲它", true), new("route", "名字们", "依次的环节", true), new("extension", "名字们", "申请和答复延期的环节"), new("evaluation", "名字们", "验收以后评价的环节"),
            new("group", "文字", "列验收组的 records 要素"), new("silent", "名字们", "条文没有写的")]),
        new("公开", "一种案卷向社会公开什么；article 和 platform 只写一样", [
            new("article", "条款", "哪一条说要公开"), new("platform", "是否", "条文没有写，平台设定"), new("from", "名字们", "办成其中一个环节起公开", true), new("when", "表达式", "成立才公开；不知道就不公开", true), new("shows", "公开内容们", "公开哪些")]),
        new("公开内容", "公开的一样：简介、期间、预算、批文、采购、合同、调整、支付、完成；凭什么和整个的一样时不写", [
            new("article", "条款", "哪一条说要公开这一样"), new("platform", "是否", "条文没有写，平台设定"), new("when", "表达式", "另外什么情况下才公开这一样"), new("value", "表达式", "简介：文字；完成：最后的金额"), new("start", "表达式", "期间：哪天起"), new("end", "表达式", "期间：到哪天"),
            new("day", "表达式", "预算：哪天批准；完成：哪天完成"), new("sources", "表达式", "预算：一个来源一条：来源、金额"), new("method", "表达式", "采购：方式"), new("estimate", "表达式", "采购：预算"), new("reason", "表达式", "完成：说明"), new("steps", "文件类别们", "批文：环节: 文件类别")]),
        new("运维经费", "运维经费怎样申请、安排", [
            new("question", "文字", "可否安排的判定，它的红线就是不给的理由", true), new("year", "文字", "经费年度的要素"), new("asked", "文字", "申请的环节"), new("asks", "文字", "申请金额的要素"), new("granted", "文字", "安排的环节"), new("grants", "文字", "安排金额的要素")]),
        new("资源目录", "一种案卷的数据资源", [
            new("resources", "文字", "列资源的 records 要素", true), new("items", "文字", "列数据项的 records 要素"), new("open", "名字们", "别的单位也看得到的共享类型"), new("collected", "名字们", "算自己采集的来源方式"),
            new("article", "条款", "哪一条要目录", true), new("repeated", "条款", "哪一条管重复采集"), new("twice", "文字", "单位自己说有没有重复采集的要素")]),
        new("条文", "一条条文和它的规则", [
            new("chapter", "文字", "所在的章"), new("gist", "文字", "用自己的话写的要旨", true), new("declaratory", "文字", "没有可执行内容时，写明为什么"), new("notes", "名字们", "执行中容易弄错的地方"),
            new("open", "名字们", "本条涉及的设定"), new("facts", "要素们", "要素"), new("decisions", "判定们", "判定"), new("gates", "红线们", "红线"), new("papers", "材料们", "材料，按环节分组"),
            new("deadlines", "期限们", "期限"), new("notices", "告知们", "报送、备案、抄送"), new("consequences", "后果们", "后果"), new("duties", "义务们", "不挡环节、但看得见的常设义务"),
            new("steps", "环节们", "环节"), new("permissions", "权限们", "角色的权限"), new("documents", "文书们", "文书")]),
        new("要素", "一个要素", [
            new("type", "类型", "类型；共用要素不写"), new("values", "名字们", "值集"), new("fields", "要素们", "records 的栏目"), new("of", "文字", "cases 的案卷种类"), new("offer", "文字", "列出正可办哪个环节的案卷"), new("rows", "文字", "cases 里每一份另写什么：哪个 records 要素"),
            new("unit", "文字", "number 的单位"), new("label", "文字", "本地叫法"), new("ask", "文字", "表单上的问句"), new("meaning", "文字", "一句话说明"), new("long", "是否", "多行文字"),
            new("past", "是否", "已经发生的日子，不能晚于填报当天"), new("since", "文字", "不能早于哪个日期要素"), new("derive", "表达式", "没有填时怎样推出"), new("optional", "是否", "records 的栏目：一行里可以空着"),
            new("number", "文字", "是文号：哪个系列；办结时由系统编"), new("source", "来源", "由系统得出"), new("register", "登记册", "列出别的案卷，一份一条"), new("draw", "抽取", "从专家库随机抽取的人，一人一条")]),
        new("抽取", "怎样从专家库抽人", [new("from", "文字", "抽哪个角色的人", true), new("count", "文字", "抽几个人的数字要素", true), new("specialty", "文字", "要哪些专业的要素；省去是不分专业"), new("avoid", "名字们", "写着单位名称的要素，这些单位的人回避")]),
        new("登记册", "列出别的案卷", [new("of", "文字", "哪种案卷", true), new("whose", "谁的", "本单位或全部"), new("in", "文字", "只有哪种案卷看得见；省去是都看得见")]),
        new("算出的值", "要算的值：式子、逐种情形或判定表", [
            new("feel", "表达式", "FEEL 式子"), new("value", "值", "就是这个值"), new("cases", "情形们", "依次试，第一个成立的算"), new("otherwise", "值", "哪种都不成立时的值"),
            new("inputs", "名字们", "判定表的条件列"), new("rows", "行们", "判定表的行：条件格加一个结果格"), new("hit", "命中", "判定表怎样取行"), new("default", "值", "没有一行成立时的值")]),
        new("情形", "一种情形", [new("when", "表达式", "什么情况下", true), new("then", "值", "取什么值", true)]),
        new("红线", "必须成立才能办的条件", [
            new("article", "条款", "更细的条款"), new("blocks", "挡住", "挡住哪些“可否”判定", true), new("when", "表达式", "什么情况下才管"), new("holds", "表达式", "必须成立的条件", true), new("unless", "表达式", "成立就放行的例外"),
            new("strength", "强度", "必须还是原则上"), new("grant", "例外", "谁可以批准例外"), new("platform", "是否", "条文没有写后果，是平台设定"), new("reason", "文字", "还不能办的原因", true), new("remedy", "文字", "怎样解除", true)]),
        new("例外", "谁可以批准例外", [new("by", "文字或空", "批准的角色；条文没有写明就写 null"), new("basis", "文字", "凭什么文件"), new("named_by", "文字", "由哪个设定指定角色")]),
        new("材料", "一份材料", [
            new("article", "条款", "更细的条款"), new("when", "表达式", "什么情况下要"), new("from", "文字", "填了这个要素就算交了"), new("within", "文字", "是哪份材料里的一章"), new("chapters", "名字们", "必须有的章节"),
            new("optional", "是否", "可交可不交"), new("listed", "是否", "写 false 就不列在材料清单里"), new("hint", "文字", "给交材料的人的提示"), new("blocks", "挡住", "缺了挡住哪些“可否”判定"), new("unless", "表达式", "成立就放行的例外"),
            new("strength", "强度", "必须还是原则上"), new("grant", "例外", "谁可以批准例外"), new("platform", "是否", "是平台设定"), new("reason", "文字", "还不能办的原因"), new("remedy", "文字", "怎样解除")]),
        new("期限", "一个期限或窗口", [
            new("article", "条款", "更细的条款"), new("within", "期间", "多长时间内"), new("from", "表达式", "从哪天起算，当天不计"), new("window", "期间们", "窗口：满多久开、满多久关"), new("opens", "表达式", "固定的首日"),
            new("due", "表达式", "固定的末日"), new("none", "文字", "条文没有时限时，写条文的话"), new("when", "表达式", "什么情况下才有"), new("steps", "名字们", "管哪些环节；默认同名环节"), new("strength", "强度", "必须还是原则上"),
            new("remind", "期间们", "什么时候起提醒"), new("pauses", "表达式", "补正时停表的条件"), new("extended", "延期", "怎样延期"), new("defaults", "名字们", "哪些算法是平台默认"), new("late", "文字", "逾期的后果")]),
        new("延期", "怎样延期", [new("when", "表达式", "什么情况下算延期"), new("until", "表达式", "延到哪天")]),
        new("告知", "办结后告诉谁", [new("article", "条款", "更细的条款"), new("报送", "值", "报送给谁"), new("备案", "值", "向谁备案"), new("抄送", "值", "抄送给谁")]),
        new("后果", "违反了怎么办", [
            new("article", "条款", "更细的条款"), new("under", "文字", "在哪一类处置里问", true), new("when", "表达式", "什么情况下", true), new("measures", "名字们", "措施"), new("strength", "强度", "必须还是可以"), new("by", "文字", "谁来处置")]),
        new("义务", "常设义务", [new("article", "条款", "更细的条款"), new("when", "表达式", "什么情况下"), new("holds", "表达式", "做到了的标志", true)]),
        new("文书", "一份文书", [
            new("article", "条款", "更细的条款"), new("step", "文字", "哪个环节出的", true), new("outcome", "文字", "哪个结果出的；省去是任何结果"), new("number", "文字", "文号，花括号里写编号的要素"), new("title", "文字", "标题", true), new("to", "文字", "发给谁"),
            new("from", "文字", "以谁的名义发；省去是办理的单位"), new("form", "是否", "是一张表，不印红头"), new("body", "正文", "正文，一段一项；一列格子是表的一行；花括号里写 FEEL")]),
        new("记录表", "把记录要素印成表", [new("records", "文字", "哪个 records 要素", true)]),
        new("环节", "一个环节", [
            new("article", "条款", "更细的条款"), new("kind", "文字", "案卷种类，默认第一种"), new("phase", "文字", "所在阶段"), new("by", "值", "由哪个角色办", true), new("opens", "是否", "开卷的环节"), new("after", "名字们", "这些环节办结才开"),
            new("when", "表达式", "什么情况下需要办"), new("requires", "要求", "提交时必须为“可”的判定"), new("title", "文字", "标题"), new("hint", "文字", "给办理人的提示"), new("asks", "表单", "表单"), new("papers", "文字", "交哪一组材料"),
            new("shows", "文字", "给看哪一组材料"), new("answers", "要求", "边填边算出来给看的判定"), new("warns", "提醒们", "不拦、只提醒的话"), new("repeats", "是否", "可以一再办"), new("each", "每次", "清单里每个值办一次"),
            new("granted", "文字", "批准哪条红线的例外"), new("via", "文字", "只由哪种案卷的行为传来"), new("optional", "是否", "不办也能往下走"), new("platform", "是否", "条文没有写，是平台提供的环节"), new("meeting", "是否", "开会决定的：表单多一节会议记录，可附会议纪要"), new("outcomes", "结果们", "结果")]),
        new("每次", "清单里每个值办一次", [new("name", "文字", "这个值的名字"), new("in", "表达式", "清单"), new("people", "文字", "抽取名单：名单上的人各办一次，只能办自己的"), new("of", "文字", "哪个环节的那一次，它填的要素在此可见")]),
        new("提醒", "不拦、只提醒", [new("article", "条款", "更细的条款"), new("platform", "是否", "条文没有写，是平台提示"), new("when", "表达式", "什么情况下", true), new("text", "文字", "提醒的话", true)]),
        new("结果", "环节的一个结果", [
            new("when", "表达式", "什么情况下才给这个结果"), new("reason", "文字", "不给时告诉办理人的话"), new("requires", "要求", "只有这个结果才要求的判定"), new("asks", "表单", "只有这个结果才问的"), new("sets", "设值们", "设哪些要素"),
            new("reopens", "名字们", "让哪些环节重新办"), new("returns", "是否", "重新办的表单要不要补正清单；默认要"), new("stops", "名字们", "停哪些期限的表"), new("conveys", "传给", "传给别的案卷"), new("closes", "是否", "案卷到此为止"), new("draws", "文字", "抽取哪个名单的人"), new("withdraws", "是否", "办理的专家申明回避，退出名单")]),
        new("传给", "传给别的案卷", [new("to", "文字", "选定案卷的要素", true), new("step", "文字", "那边的环节", true), new("outcome", "文字", "那边的结果，默认提交")]),
        new("一节", "表单的一节", [new("section", "文字", "这一节的标题"), new("facts", "问的们", "问哪些要素", true)]),
        new("问法", "怎样问一个要素", [new("when", "表达式", "什么情况下才问"), new("optional", "是否", "可以空着"), new("value", "值", "表单先填好的值")]),
    ];

    private static JsonObject Build()
    {
        var definitions = new JsonObject();
        foreach (var mapping in Mappings)
        {
            definitions[mapping.Name] = Described(mapping);
        }

        foreach (var (name, item) in new[] { ("角色", "角色"), ("种类", "种类"), ("文号", "文号"), ("系统目录", "系统目录"), ("资源目录", "资源目录"), ("验收", "验收"), ("公开", "公开"), ("公开内容", "公开内容"), ("文件类别", "文字或空"), ("整改", "整改"), ("处置", "处置"), ("核对", "核对"), ("交给", "表达式"), ("环节文书", "环节文书"), ("设定", "设定"), ("要素", "要素"), ("判定", "判定"), ("红线", "红线"), ("材料", "材料组"), ("期限", "期限"), ("告知", "告知"), ("后果", "后果"), ("义务", "义务"), ("环节", "环节"), ("金额", "金额"), ("上限", "上限"), ("调整限额", "调整限额"), ("权限", "名字们"), ("文书", "文书"), ("结果", "可空的结果") })
        {
            definitions[name + "们"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference(item) };
        }

        definitions["条文们"] = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = "^(第[零一二三四五六七八九十百]+条|附件[一二三四五六七八九十0-9]*)$" },
            ["additionalProperties"] = Reference("条文"),
        };
        definitions["文字"] = new JsonObject { ["type"] = Types("string", "number", "boolean") };
        definitions["文字或空"] = new JsonObject { ["type"] = Types("string", "null") };
        definitions["区划代码"] = new JsonObject { ["type"] = "string", ["pattern"] = @"^\d{6}$" };
        definitions["整数"] = new JsonObject { ["type"] = "integer" };
        definitions["是否"] = new JsonObject { ["type"] = "boolean" };
        definitions["日期"] = new JsonObject { ["type"] = Types("string", "null"), ["pattern"] = @"^\d{4}-\d{2}-\d{2}$" };
        definitions["条款"] = new JsonObject { ["type"] = "string", ["pattern"] = "^(第[零一二三四五六七八九十百]+条(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?|附件.*)$" };
        definitions["表达式"] = new JsonObject { ["type"] = Types("string", "number", "boolean"), ["description"] = "FEEL 表达式" };
        definitions["期间"] = new JsonObject { ["type"] = Types("string", "number"), ["description"] = "例如 5 工作日、30 天、6 个月、1 年" };
        definitions["类型"] = OneOf("boolean", "money", "number", "year", "date", "text", "choice", "list", "records", "cases");
        definitions["数字"] = new JsonObject { ["type"] = "number" };
        definitions["总览金额"] = OneOf([.. Enum.GetValues<Figure>().Select(Overview.Word)]);
        definitions["来源"] = OneOf("papers", "exceptions", "owner");
        definitions["谁的"] = OneOf("本单位", "全部");
        definitions["强度"] = OneOf("hard", "default", "may");
        definitions["命中"] = new JsonObject { ["type"] = "string", ["pattern"] = "^(?i:unique|any|first|priority|rule order|output order|collect)$" };
        definitions["名字们"] = Either(Reference("文字"), ListOf("文字"));
        definitions["期间们"] = Either(Reference("期间"), ListOf("期间"));
        definitions["值"] = new JsonObject { ["description"] = "写明的值；要算的写 {feel: 式子}、{cases: …} 或判定表" };
        definitions["判定"] = new JsonObject { ["description"] = "值；{feel: 式子}；{cases: …}；判定表；或者按参数分别写 {参数名: {参数值: …}}" };
        definitions["可空的结果"] = Either(new JsonObject { ["type"] = "null" }, Reference("结果"));
        definitions["设值们"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference("值") };
        definitions["情形们"] = ListOf("情形");
        definitions["提醒们"] = ListOf("提醒");
        definitions["行们"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "array", ["minItems"] = 2 } };
        definitions["挡住"] = Calls();
        definitions["要求"] = Calls();
        definitions["材料组"] = new JsonObject { ["type"] = "array", ["items"] = Either(Reference("文字"), Single("材料")) };
        definitions["问的"] = Either(Reference("文字"), Single("问法"));
        definitions["问的们"] = ListOf("问的");
        definitions["正文"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Reference("文字"), ListOf("文字或空"), Reference("记录表")) } };
        definitions["表单"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Reference("文字"), Reference("一节"), Single("问法")) } };
        var root = (JsonObject)definitions["手册"]!.DeepClone();
        definitions.Remove("手册");
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "准绳规则手册 rulebook.yaml" };
        foreach (var (name, value) in root)
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = definitions;
        return schema;
    }

    private static JsonObject Described(Mapping mapping)
    {
        var properties = new JsonObject();
        foreach (var key in mapping.Keys)
        {
            var shape = Reference(key.Shape);
            shape["description"] = key.Meaning;
            properties[key.Name] = shape;
        }

        var described = new JsonObject { ["description"] = mapping.Meaning, ["type"] = Types("object", "null"), ["properties"] = properties, ["additionalProperties"] = false };
        if (mapping.Keys.Any(k => k.Required))
        {
            described["type"] = "object";
            described["required"] = new JsonArray([.. mapping.Keys.Where(k => k.Required).Select(k => (JsonNode)k.Name)]);
        }

        return described;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };

    private static JsonArray Types(params string[] types) => [.. types.Select(t => (JsonNode)t)];

    private static JsonObject OneOf(params string[] values) => new() { ["enum"] = Types(values) };

    private static JsonObject Either(JsonObject first, JsonObject second) => new() { ["anyOf"] = new JsonArray(first, second) };

    private static JsonObject ListOf(string item) => new() { ["type"] = "array", ["items"] = Reference(item) };

    /// <summary>A mapping with one entry whose key is a name.</summary>
    private static JsonObject Single(string item) => new() { ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1, ["additionalProperties"] = Reference(item) };

    /// <summary>Questions: a name, names with arguments, or a list of these.</summary>
    private static JsonObject Calls()
    {
        var named = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = Types("object", "null"), ["description"] = "参数名: 参数值" } };
        var one = new JsonArray(Reference("文字"), named);
        return new JsonObject { ["anyOf"] = new JsonArray(Reference("文字"), named.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["anyOf"] = one } }) };
    }
}
