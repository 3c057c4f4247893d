namespace Zhunsheng.Casework.Tests;

/// <summary>The regulation of an invented bay whose systems and data are listed in catalogues, with what acceptance, money for operation and evaluation ask for.</summary>
internal static class CatalogueRulebook
{
    public const string Id = "bay-2026";

    public const string Text = """
        id: bay-2026
        version: 1
        title: 某湾信息系统办法
        short: 某湾 2026
        issuer: 某湾管委会
        jurisdiction: {name: 某湾, level: 市辖区}
        number_prefix: HW
        articles_count: 4
        roles: {单位: {own: true}, 数据局: {}, 财政局: {}}
        phases: [建设, 运行]
        kinds:
          项目: {title: 项目名称}
          老系统: {title: 老系统名}
        catalogues:
          systems:
            项目:
              article: 第三条
              listed: 上线日期 != null
              name: 系统叫法
              number: 系统号
              state: 'if 停了 != null and 停了 then "停用" else "在用"'
              since: 上线日期
              facts: [共享了, 有隐患]
              silent: 没有写僵尸系统
              money: {question: 可否验收, year: 钱的年度, asked: 要钱, asks: 要多少, granted: 给钱, grants: 给多少}
            老系统: {article: 第三条, listed: 老系统名 != null, state: '"在用"'}
          resources:
            项目: {article: 第二条, resources: 资源清单, items: 数据清单, open: [都给, 有条件给], collected: [自己采], repeated: 第四条, twice: 采了两遍}
        acceptance:
          项目:
            article: 第三条
            route: [上线, 验收]
            extension: [延期]
            evaluation: [自评]
            group: 验收的人
            silent: [没有写验收的人怎么组成]
        articles:
          第一条:
            gist: 立项
            facts:
              停了: {type: boolean}
              停用日期: {type: date}
              档案齐: {type: boolean}
              验收日期: {type: date, past: true, since: 上线日期}
              延到哪天: {type: date}
              本单位其他项目: {type: records, register: {of: 项目}, fields: {停用日期: {type: date}}}
              验收的人:
                type: records
                fields: {姓名: {type: text}, 单位: {type: text}, 职务: {type: choice, values: [组长, 成员], optional: true}, 回避: {type: boolean, optional: true}, 签到: {type: boolean, optional: true}}
              上线日期: {type: date, past: true}
              系统叫法: {type: text}
              系统号: {type: text}
              老系统名: {type: text}
            gates:
              停用一年内不再批: {article: 第一条第一款, blocks: {可否申报: {环节: 批}}, holds: 'count(本单位其他项目[停用日期 != null and 停用日期 + duration("P1Y") > 当前日期]) = 0', strength: hard, reason: 一年内停用过系统, remedy: 满一年再批}
              档案齐才验收: {article: 第一条第二款, blocks: 可否列入, holds: 档案齐, strength: hard, reason: 档案不齐, remedy: 补齐档案}
            deadlines:
              自评: {article: 第三条, from: 验收日期, window: [6 个月, 12 个月], steps: [自评]}
            papers:
              验收:
                - 验收报告
                - 涉密材料: {when: 有隐患}
            steps:
              批: {phase: 建设, by: 数据局, after: [立项], optional: true, requires: {可否申报: {环节: 批}}}
              登记验收的人: {phase: 运行, by: 数据局, after: [上线], optional: true, repeats: true, asks: [验收的人], outcomes: {登记: {sets: {验收的人: {feel: 验收的人}}}}}
              延期: {phase: 运行, by: 单位, after: [上线], optional: true, asks: [延到哪天]}
              验收: {phase: 运行, by: 数据局, after: [上线], requires: 可否列入, asks: [验收日期, 档案齐]}
              自评: {phase: 运行, by: 单位, after: [验收]}
              立项: {opens: true, phase: 建设, by: 单位, asks: [项目名称]}
              登记老系统: {kind: 老系统, opens: true, phase: 建设, by: 单位, asks: [老系统名]}
          第二条:
            gist: 数据资源
            facts:
              采了两遍: {type: boolean}
              资源清单:
                type: records
                fields: {资源名称: {type: text}, 共享类型: {type: choice, values: [都给, 有条件给, 不给], optional: true}, 共享方式: {type: text, optional: true}, 不共享依据: {type: text, optional: true}}
              数据清单:
                type: records
                fields: {资源名称: {type: text}, 数据项: {type: text}, 数据类型: {type: text, optional: true}, 共享类型: {type: choice, values: [都给, 有条件给, 不给], optional: true}, 来源方式: {type: choice, values: [自己采, 别处来], optional: true}, 来源: {type: text, optional: true}}
            steps:
              列数据:
                phase: 建设
                by: 单位
                after: [立项]
                optional: true
                repeats: true
                asks: [资源清单, {数据清单: {optional: true}}, {采了两遍: {optional: true}}]
                outcomes: {登记: {sets: {资源清单: {feel: 资源清单}, 数据清单: {feel: 数据清单}, 采了两遍: {feel: 采了两遍}}}}
          第三条:
            gist: 运行和运维钱
            facts:
              共享了: {type: boolean}
              有隐患: {type: boolean}
              钱的年度: {type: year}
              要多少: {type: money}
              给多少: {type: money}
            gates:
              共享才给钱: {article: 第三条第一项, blocks: 可否验收, holds: 共享了, strength: hard, reason: 没有共享数据, remedy: 共享以后再要}
              没隐患才给钱: {article: 第三条第二项, blocks: 可否验收, holds: not(有隐患), strength: hard, reason: 有安全隐患, remedy: 消除隐患}
              停了不给钱: {article: 第三条第三项, blocks: 可否验收, holds: 停了 = null or not(停了), strength: hard, reason: 系统停了, remedy: 没有例外}
            steps:
              上线: {phase: 运行, by: 单位, after: [立项], asks: [上线日期, 系统叫法, {系统号: {optional: true}}]}
              停用: {phase: 运行, by: 单位, after: [上线], optional: true, outcomes: {停用: {sets: {停了: true, 停用日期: {feel: 行为日期}}}}}
              要钱: {phase: 运行, by: 单位, after: [上线], optional: true, repeats: true, asks: [钱的年度, 要多少, 共享了, 有隐患]}
              给钱:
                phase: 运行
                by: 财政局
                after: [上线]
                each: {name: 第几次, in: 要钱.序号, of: 要钱}
                outcomes: {给: {asks: [给多少]}, 不给: {}}
              看看: {phase: 运行, by: 数据局, after: [上线], optional: true, requires: 可否验收}
          第四条:
            gist: 别重复采集
            declaratory: 只讲原则
        """;
}
