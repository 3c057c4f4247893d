using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>The regulation of an invented district that plans its projects year by year.</summary>
internal static class PlanRulebook
{
    public const string Id = "pool-2026";

    public const string Text = """
        id: pool-2026
        version: 1
        title: 某区信息化项目计划办法
        short: 某区 2026
        issuer: 某区人民政府
        jurisdiction: {name: 某区, level: 市辖区}
        number_prefix: CQ
        articles_count: 2
        roles: {单位: {own: true}, 编办: {}, 财办: {}, 府办: {}}
        phases: [申报, 计划, 建设]
        kinds:
          项目: {title: 项目名称}
          计划:
            title: 计划的名称
            key: 计划年度
            plan:
              amount: 年度要钱
              ceiling: 总盘子
              category: 门类
              declare: 申报
              issue: 下达
              outside: 增列
              agreed: 同意增列的
              change: 改金额
        articles:
          第一条:
            gist: 申报和计划
            facts:
              年度要钱: {type: money}
              门类: {type: choice, values: [新的, 老的]}
              初审说明: {type: text}
              计划的名称: {type: text}
              总盘子: {type: money}
              列的项目: {type: cases, of: 项目, offer: 列入, rows: 列的安排}
              列的安排:
                type: records
                fields: {编号: {type: text}, 次序: {type: number}, 安排: {type: money}, 备注: {type: text, optional: true}}
              安排: {type: money}
              会签的话: {type: text}
              文号: {type: text}
              列了: {type: boolean}
              增列依据: {type: text}
              同意增列的: {type: list}
              改后金额: {type: money}
            gates:
              钱不太多: {blocks: 可否列入, holds: 总投资 <= 800, strength: hard, reason: 总投资超过800万元, remedy: 压减到800万元以内}
              列了才验收: {blocks: 可否验收, holds: 列了, strength: default, grant: {by: 府办, basis: 同意文件}, reason: 没有列入计划, remedy: 等列入计划}
            deadlines:
              申报: {opens: "date(计划年度 - 1, 4, 1)", due: "date(计划年度 - 1, 5, 31)", strength: default}
              编制: {due: "date(计划年度 - 1, 10, 31)", strength: hard, steps: [编制, 会签], late: 停拨编制经费}
              总结: {due: "date(年份, 12, 31)", steps: [总结]}
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 总投资, 门类]}
              申报: {phase: 申报, by: 单位, after: [登记], asks: [计划年度, 年度要钱]}
              初审:
                phase: 申报
                by: 编办
                after: [申报]
                outcomes: {通过: {}, 退回: {reopens: [申报], asks: [初审说明]}}
              征集: {kind: 计划, opens: true, phase: 计划, by: 编办, asks: [计划年度, 计划的名称]}
              编制:
                kind: 计划
                phase: 计划
                by: 编办
                after: [征集]
                warns: [{when: sum(列的安排.安排) > 总盘子, text: 超过了总盘子}]
                asks: [列的项目, {列的安排: {optional: true}}, {总盘子: {optional: true}}]
              会签:
                kind: 计划
                phase: 计划
                by: 财办
                after: [编制]
                outcomes: {同意: {}, 退回: {reopens: [编制], asks: [会签的话]}}
              审定:
                kind: 计划
                phase: 计划
                by: 府办
                after: [编制, 会签]
                outcomes: {审定: {conveys: {to: 列的项目, step: 列入, outcome: 列入}}}
              下达: {kind: 计划, phase: 计划, by: 编办, after: [审定], asks: [文号], outcomes: {下达: {closes: true}}}
              列入:
                phase: 计划
                by: 府办
                via: 计划
                after: [申报, 初审]
                when: not(列了 != null and 列了) or count(列入) > 0
                requires: 可否列入
                asks: [{安排: {optional: true}}]
                outcomes: {列入: {sets: {列了: true}}}
              增列:
                phase: 计划
                by: 府办
                after: [申报]
                when: count(列入) = 0
                optional: true
                asks: [增列依据, 同意增列的]
                outcomes: {同意: {sets: {列了: true}}, 不同意: {}}
              改金额: {phase: 计划, by: 财办, after: [列入], optional: true, repeats: true, asks: [改后金额]}
          第二条:
            gist: 验收和年度总结
            facts:
              总结的话: {type: text}
              年份: {type: year}
            steps:
              总结: {phase: 建设, by: 单位, after: [列入], each: {name: 年份, in: "for y in 2026..2030 return y"}, asks: [总结的话]}
              验收: {phase: 建设, by: 单位, after: [登记], requires: 可否验收, outcomes: {合格: {closes: true}}}
        """;

    private static readonly Lazy<Rulebook> s_rulebook = new(() => Read(Text).Rulebook ?? throw new InvalidOperationException(string.Join('\n', Read(Text).Findings)));

    public static Rulebook Rulebook => s_rulebook.Value;

    public static RulebookReading Read(string text) => RulebookReader.Read(new RulebookText($"{Id}/rulebook.yaml", text), CountyRulebook.Common);
}
