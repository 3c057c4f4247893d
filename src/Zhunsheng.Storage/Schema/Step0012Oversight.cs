using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>How the files stand against their rulebooks, for those who look over them. Files stored before it are worked out by the next refresh of the lists.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000012_oversight")]
internal sealed class Step0012Oversight : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "standings",
            t => new
            {
                case_id = t.Column<Guid>(),
                planned = t.Column<long>(nullable: true),
                approved = t.Column<long>(nullable: true),
                allotted = t.Column<long>(nullable: true),
                contracted = t.Column<long>(nullable: true),
                paid = t.Column<long>(nullable: true),
                surplus = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_standings", x => x.case_id);
                t.ForeignKey("fk_standings_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "standing_points",
            t => new
            {
                case_id = t.Column<Guid>(),
                ordinal = t.Column<int>(),
                kind = t.Column<int>(),
                article = t.Column<string>(),
                place = t.Column<string>(),
                rule = t.Column<string>(),
                step = t.Column<string>(nullable: true),
                step_title = t.Column<string>(nullable: true),
                key = t.Column<string>(nullable: true),
                office = t.Column<string>(),
                roles = t.Column<string>(),
                own = t.Column<bool>(),
                due_on = t.Column<DateOnly>(nullable: true),
                days = t.Column<int>(nullable: true),
                working = t.Column<bool>(),
                platform = t.Column<bool>(),
                reason = t.Column<string>(nullable: true),
                remedy = t.Column<string>(nullable: true),
                facts = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_standing_points", x => new { x.case_id, x.ordinal });
                t.ForeignKey("fk_standing_points_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_standing_points_article", "standing_points", ["article", "kind"]);
        migrationBuilder.CreateTable(
            "deeds",
            t => new
            {
                case_id = t.Column<Guid>(),
                number = t.Column<int>(),
                step = t.Column<string>(),
                step_title = t.Column<string>(),
                outcome = t.Column<string>(),
                article = t.Column<string>(),
                place = t.Column<string>(),
                role = t.Column<string>(),
                organisation_id = t.Column<Guid>(),
                organisation_name = t.Column<string>(),
                user_name = t.Column<string>(),
                on_day = t.Column<DateOnly>(),
                ending = t.Column<int>(),
                limit_article = t.Column<string>(nullable: true),
                due_on = t.Column<DateOnly>(nullable: true),
                limit = t.Column<int>(nullable: true),
                used = t.Column<int>(nullable: true),
                late = t.Column<bool>(),
                late_days = t.Column<int>(nullable: true),
                working = t.Column<bool>(),
                about = t.Column<string>(nullable: true),
                note = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_deeds", x => new { x.case_id, x.number });
                t.ForeignKey("fk_deeds_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_deeds_organisation", "deeds", ["organisation_id", "on_day"]);
        migrationBuilder.CreateIndex("ix_deeds_on_day", "deeds", ["on_day", "ending"]);

        // The day before all others stands for “to be worked out again”; PostgreSQL writes it as minus infinity.
        migrationBuilder.Sql($"UPDATE case_index SET evaluated_on = '{(ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) is true ? "-infinity" : "0001-01-01")}'");
    }
}
