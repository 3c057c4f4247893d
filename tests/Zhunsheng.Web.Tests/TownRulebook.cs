namespace Zhunsheng.Web.Tests;

/// <summary>The regulation of an invented town: one of everything that the pages have to show.</summary>
internal static class TownRulebook
{
    public const string Id = "town-2026";
    public const string NeighbourId = "neighbour-2026";

    private const string Facts = """
        facts:
          项目名称: {type: text}
          密级: {type: choice, values: [非涉密, 秘密]}
          总投资: {type: money}
          计划年度: {type: year}
          拆分申报: {type: boolean}
          依托内网: {type: boolean}
          内网说明: {type: text}
          情况说明: {type: text}
          已提交材料: {type: list, source: papers}
          受理日期: {type: date}
          补正要求: {type: text}
          审核意见: {type: text}
          档案合格: {type: boolean}
          付款明细: {type: records, fields: {费用: {type: text}, 金额: {type: money}}}
          计划名称: {type: text}
          计划项目: {type: cases, of: 项目, offer: 列入计划}
          已列入计划: {type: boolean}
        """;

    private const string Questions = """
        questions:
          可否申报: {kind: gate, args: {环节: {}}}
          可否验收: {kind: gate}
          可否列入: {kind: gate}
          审批环节: {kind: decision, type: list, ordered: true}
        """;

    private const string Calendar = """
        years:
          2026:
            notice: 2026年安排
            holidays:
              - {name: 劳动节, days: [2026-05-01, 2026-05-02, 2026-05-03, 2026-05-04, 2026-05-05]}
            workdays: [2026-05-09]
        """;

    private const string Text = """
        id: town-2026
        version: 4
        title: 某镇信息化项目办法
        short: 某镇 2026
        issuer: 某镇人民政府
        in_force: {from: 2026-01-01}
        jurisdiction: {name: 某镇, level: 乡镇}
        number_prefix: MZ
        articles_count: 6
        roles:
          单位: {own: true, label: 项目单位}
          主管单位: {named: 主管单位名称}
          参建单位: {named: 参建单位名单, label: 参建单位}
          监理: {named: 监理名称}
          数据局: {}
          财政局: {}
        phases: [申报, 审核, 建设, 验收]
        kinds:
          项目: {title: 项目名称}
          年度计划: {title: 计划名称}
        overview:
          refusals: [不予通过]
          desks: {财政: [财政局]}
        money:
          lines:
            批准: {value: if count(审核) = 0 then null else 总投资, figure: 批准, steps: [审核]}
            合同: {value: 'if count(签合同) = 0 then null else sum(签合同.合同价)', figure: 合同, steps: [签合同]}
            支付: {value: 'sum(concatenate([0], for 次 in 付款 return sum(次.付款明细.金额)))', figure: 支付, steps: [付款]}
          ceilings:
            合同不超批准: {of: 合同, within: 批准, article: 第四条, remedy: 压到批准的数以内}
            支付不超合同: {of: 支付, within: 合同, platform: true, remedy: 看看是不是多付了}
          contracts: 'for 次 in 签合同 return {序号: 次.序号, 名称: "合同" + string(次.序号), 单位: 次.乙方, 金额: 次.合同价, 签订: 次.日期}'
          payments: 'for 次 in 付款 return {日期: 次.日期, 金额: sum(次.付款明细.金额), 单位: "某公司", 合同: 1}'
          years: '[{年度: 计划年度, 计划: 总投资}]'
          changes:
            rows: 'for 次 in 小改 return {序号: 次.序号, 日期: 次.日期, 内容: "小改", 金额: 次.改动金额, 方式: "自行调整并备案", 自行: true, 结果: "已备案"}'
            base: 总投资
            base_name: 批准的总投资
            limits:
              改动的钱: {share: 0.15, field: 金额, cumulative: "true", article: 第四条}
        timeline:
          milestones: 'for 次 in 排节点 return {名称: 次.节点名, 计划: 次.节点日期, 完成: 到节点[item.节点序号 = 次.序号][-1].到的日子}'
          suspensions: 'for 次 in 停工 return {从: 次.日期, 到: min(复工.日期[item >= 次.日期]), 原因: 次.停工原因}'
        supervision: {role: 监理, log: 写日志, day: 日志日, notice: 发通知, subject: 通知事, due: 回复日, reply: 回通知, check: 看回复, opinion: 说意见}
        performance: {step: 年报, targets: [目标]}
        public:
          项目:
            article: 第一条
            from: [审核]
            when: 密级 = "非涉密"
            shows:
              简介: {value: 情况说明}
              期间: {start: 受理日期, end: max(排节点.节点日期)}
              预算: {sources: 'if 财政出资 = null then [] else [{来源: "财政", 金额: 财政出资}, {来源: "自筹", 金额: 自筹}]'}
              批文: {steps: {审核: 预算批准}}
              采购: {method: '"比选"', estimate: 总投资}
              合同: {}
              调整: {}
              支付: {platform: true, when: count(付款) < 3}
              完成: {day: '验收[结果 = "合格"][-1].日期', value: 'sum(for 次 in 付款 return sum(次.付款明细.金额))', reason: '"比批准的少花"'}
        settings:
          停表: {type: boolean, value: true, article: 第二条, question: 补正时停不停表, reading: 停}
          单项上限: {type: number, value: 100, article: 第六条, question: 单项费用多少算大, reading: 一百万元}
        articles:
          第一条:
            chapter: 第一章 总则
            gist: 为什么写这部办法
            declaratory: 只讲目的
          第二条:
            gist: 申报什么，五日审完
            notes: [五日从受理次日起算]
            open: [停表]
            papers:
              申报:
                - 申请书: {chapters: [建设目标, 数据流]}
                - 保密方案: {when: 密级 = "秘密"}
                - 效益分析: {within: 申请书}
                - 参考资料: {optional: true}
            gates:
              不得拆分: {blocks: {可否申报: {环节: 申报}}, holds: 拆分申报 = false, strength: hard, reason: 项目拆开申报, remedy: 合成一个项目再报}
            deadlines:
              审核: {within: 5 工作日, from: 受理日期, strength: default, remind: 3 工作日, pauses: 停表, steps: [审核]}
            notices:
              申报: {抄送: [财政局]}
            decisions:
              审批环节:
                cases:
                  - {when: 总投资 <= 200, then: [审核]}
                  - {when: 总投资 > 200, then: [审核, 列入计划]}
            steps:
              申报:
                opens: true
                title: 申报项目
                phase: 申报
                by: 单位
                requires: {可否申报: {环节: 申报}}
                asks:
                  - section: 项目
                    facts: [项目名称, 密级, 总投资, 计划年度, 拆分申报]
                  - section: 怎么建
                    facts: [{依托内网: {when: 密级 = "非涉密"}}, {内网说明: {when: 密级 = "非涉密" and 依托内网}}, {情况说明: {optional: true, when: 密级 = "非涉密"}}]
                outcomes:
                  提交: {when: 密级 = "非涉密", reason: 有密级的线下办, sets: {受理日期: {feel: 行为日期}}}
                  登记线下: {when: 密级 != "非涉密", reason: 没有密级的线上办, closes: true}
              审核:
                title: 审核申报
                phase: 审核
                by: 数据局
                after: [申报]
                shows: 申报
                asks: [{审核意见: {optional: true}}]
                outcomes:
                  通过: {}
                  退回补正: {reopens: [申报], stops: [审核], asks: [补正要求]}
                  不予通过: {when: 总投资 > 500, reason: 总投资不超过500万元的不作此处理, closes: true}
          第三条:
            gist: 列入计划
            steps:
              编制计划: {kind: 年度计划, opens: true, title: 编制年度计划, by: 数据局, asks: [计划名称]}
              批准计划:
                kind: 年度计划
                by: 财政局
                after: [编制计划]
                asks: [计划项目]
                outcomes: {批准: {conveys: {to: 计划项目, step: 列入计划, outcome: 列入}, closes: true}}
              列入计划: {phase: 审核, by: 财政局, after: [审核], via: 年度计划, outcomes: {列入: {sets: {已列入计划: true}}}}
          第四条:
            gist: 付款
            facts:
              合同价: {type: money}
              乙方: {type: text}
              改动金额: {type: money}
              节点名: {type: text}
              节点日期: {type: date}
              到的日子: {type: date, past: true}
              停工原因: {type: text}
              监理名称: {type: text}
              日志日: {type: date, past: true}
              日志: {type: text}
              通知事: {type: text}
              回复日: {type: date}
              回复: {type: text}
              对什么事: {type: choice, values: [付款, 完工]}
              目标: {type: text}
              做到多少: {type: text}
            deadlines:
              回通知: {due: 回复日, strength: may, defaults: [条文没有写]}
              年报: {due: "date(年度, 12, 31)", strength: hard}
            papers:
              付款:
                - 发票: {optional: true}
            steps:
              签合同: {phase: 建设, by: 单位, after: [审核], repeats: true, optional: true, asks: [合同价, 乙方]}
              小改: {phase: 建设, by: 单位, after: [审核], repeats: true, optional: true, asks: [改动金额], warns: [{when: 改动金额 > 5000, text: 改动超过五千万元，看看单位, platform: true}]}
              排节点: {platform: true, phase: 建设, by: 单位, after: [审核], repeats: true, optional: true, asks: [节点名, 节点日期]}
              到节点: {platform: true, phase: 建设, by: 单位, after: [审核], each: {name: 节点序号, in: 排节点.序号, of: 排节点}, optional: true, asks: [到的日子]}
              停工: {phase: 建设, by: 数据局, after: [审核], repeats: true, optional: true, asks: [停工原因]}
              复工: {phase: 建设, by: 数据局, after: [审核], repeats: true, optional: true}
              请监理: {phase: 建设, by: 单位, after: [审核], optional: true, asks: [监理名称, 目标]}
              写日志: {platform: true, phase: 建设, by: 监理, after: [审核], when: 监理名称 != null, repeats: true, optional: true, asks: [日志日, 日志]}
              发通知: {platform: true, phase: 建设, by: 监理, after: [审核], when: 监理名称 != null, repeats: true, optional: true, asks: [通知事, 回复日]}
              回通知: {platform: true, phase: 建设, by: 单位, after: [审核], each: {name: 通知号, in: 发通知.序号, of: 发通知}, optional: true, asks: [回复]}
              看回复: {platform: true, phase: 建设, by: 监理, after: [审核], each: {name: 通知号, in: distinct values(回通知.通知号), of: 发通知}, optional: true, outcomes: {办好了: {}, 没办好: {reopens: [回通知], returns: false}}}
              说意见: {platform: true, phase: 建设, by: 监理, after: [审核], when: 监理名称 != null, repeats: true, optional: true, asks: [对什么事]}
              年报: {phase: 建设, by: 单位, after: [审核], each: {name: 年度, in: 'if count(审核) = 0 then [] else [计划年度]'}, optional: true, asks: [做到多少]}
              付款: {phase: 建设, by: 单位, after: [审核], repeats: true, asks: [付款明细]}
          第五条:
            gist: 档案不合格不能验收
            gates:
              档案: {blocks: 可否验收, holds: 档案合格, strength: hard, reason: 档案没有合格, remedy: 档案先验收合格}
            steps:
              档案验收: {phase: 验收, by: 数据局, after: [审核], asks: [档案合格]}
              验收: {phase: 验收, by: 财政局, after: [审核], requires: 可否验收, outcomes: {合格: {closes: true}}}
          第六条:
            gist: 主管单位看费用，全镇的钱有个总数
            open: [单项上限]
            facts:
              主管单位名称: {type: text}
              参建单位名单: {type: list}
              分工确认: {type: text}
              财政出资: {type: money}
              自筹: {type: money}
              费用明细: {type: records, fields: {费用: {type: text}, 金额: {type: money}}}
              主管意见: {type: text}
              抽查情况: {type: text}
              本单位其他项目: {type: records, register: {of: 项目}, fields: {总投资: {type: money}}}
              全镇其他项目: {type: records, register: {of: 项目, whose: 全部}, fields: {总投资: {type: money}}}
            decisions:
              全部费用: {type: money, feel: sum(费用明细.金额)}
              费用核对: {type: records, fields: {费用: {type: text}, 金额: {type: money}, 偏大: {type: boolean}}, feel: 'for f in 费用明细 return {费用: f.费用, 金额: f.金额, 偏大: f.金额 > 单项上限}'}
            gates:
              全镇有钱: {blocks: 可否列入, holds: sum(全镇其他项目.总投资) < 600 or count(全镇其他项目) = 0, strength: hard, reason: 全镇的钱用完了, remedy: 等下一年}
              单位有空: {blocks: 可否列入, holds: count(本单位其他项目) < 2, strength: hard, reason: 单位手上的项目太多, remedy: 先办完}
            steps:
              送主管单位:
                phase: 审核
                by: 单位
                after: [申报]
                optional: true
                asks: [主管单位名称, 财政出资, 自筹, 费用明细]
                answers: [费用核对, 全部费用]
                warns: [{when: 财政出资 + 自筹 != 总投资, text: 两笔钱加起来和总投资不一样}]
              主管单位意见: {phase: 审核, by: 主管单位, after: [送主管单位], asks: [主管意见]}
              抽查: {phase: 审核, by: [数据局, 财政局], after: [申报], optional: true, repeats: true, asks: [抽查情况]}
              约参建单位: {phase: 审核, by: 单位, after: [申报], optional: true, asks: [参建单位名单]}
              确认分工: {phase: 审核, by: 参建单位, after: [约参建单位], when: count(约参建单位) > 0, each: {name: 谁, in: 参建单位名单}, optional: true, asks: [分工确认]}
              核钱: {phase: 审核, by: 单位, after: [送主管单位], optional: true, requires: 可否列入}
            documents:
              意见表:
                step: 主管单位意见
                from: "{主管单位名称}党组"
                form: true
                title: "{项目名称}意见表"
                body:
                  - 镇财政按下表核对。
                  - [项目名称, "{项目名称}", 总投资, "{总投资}万元"]
                  - [主管意见, "{主管意见}"]
                  - {records: 费用明细}
        """;

    /// <summary>Writes the rulebook and the common texts it needs into a folder.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "common"));
        Directory.CreateDirectory(Path.Combine(folder, Id));
        File.WriteAllText(Path.Combine(folder, "common", "facts.yaml"), Facts);
        File.WriteAllText(Path.Combine(folder, "common", "questions.yaml"), Questions);
        File.WriteAllText(Path.Combine(folder, "common", "calendar.yaml"), Calendar);
        File.WriteAllText(Path.Combine(folder, Id, "rulebook.yaml"), Text);
    }

    /// <summary>Writes the rulebook of the next town beside it: fewer days, a higher threshold, one paper more.</summary>
    public static void WriteNeighbour(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, NeighbourId));
        File.WriteAllText(Path.Combine(folder, NeighbourId, "rulebook.yaml"), Text
            .Replace("id: " + Id, "id: " + NeighbourId, StringComparison.Ordinal)
            .Replace("某镇", "邻镇", StringComparison.Ordinal)
            .Replace("number_prefix: MZ", "number_prefix: LZ", StringComparison.Ordinal)
            .Replace("within: 5 工作日", "within: 3 工作日", StringComparison.Ordinal)
            .Replace("总投资 <= 200", "总投资 <= 400", StringComparison.Ordinal)
            .Replace("总投资 > 200", "总投资 > 400", StringComparison.Ordinal)
            .Replace("- 申请书:", "- 预算书\n        - 申请书:", StringComparison.Ordinal));
    }

    /// <summary>Writes the next version: projects up to 400 need not enter the plan, and the review takes seven days.</summary>
    public static void Amend(string folder) => File.WriteAllText(Path.Combine(folder, Id, "rulebook.yaml"), Text
        .Replace("version: 4", "version: 5", StringComparison.Ordinal)
        .Replace("gist: 申报什么，五日审完", "gist: 申报什么，七日审完", StringComparison.Ordinal)
        .Replace("within: 5 工作日", "within: 7 工作日", StringComparison.Ordinal)
        .Replace("总投资 <= 200", "总投资 <= 400", StringComparison.Ordinal)
        .Replace("总投资 > 200", "总投资 > 400", StringComparison.Ordinal));

    /// <summary>Writes what the installation reads otherwise.</summary>
    public static void Choose(string folder, string settings) =>
        File.WriteAllText(Path.Combine(folder, Id, "installation.yaml"), "settings:\n  " + settings + "\n");

    /// <summary>Puts another text in the place of the rulebook.</summary>
    public static void Break(string folder) =>
        File.WriteAllText(Path.Combine(folder, Id, "rulebook.yaml"), Text.Replace("gist: 付款", "gist: 付款\n    stepz: {}", StringComparison.Ordinal));
}
