using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Where each project stands towards the plan of its year. The lists of the files stored before it are worked out again.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000008_plans")]
internal sealed class Step0008Plans : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "plan_entries",
            t => new
            {
                case_id = t.Column<Guid>(),
                rulebook_id = t.Column<string>(),
                owner_id = t.Column<Guid>(),
                standing = t.Column<int>(),
                year = t.Column<int>(nullable: true),
                amount = t.Column<long>(nullable: true),
                category = t.Column<string>(nullable: true),
                since = t.Column<DateOnly>(),
                declared = t.Column<DateOnly>(nullable: true),
                listed = t.Column<DateOnly>(nullable: true),
                may = t.Column<bool>(nullable: true),
                reasons = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_plan_entries", x => x.case_id);
                t.ForeignKey("fk_plan_entries_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_plan_entries_year", "plan_entries", ["rulebook_id", "year", "standing"]);
        migrationBuilder.CreateIndex("ix_plan_entries_owner", "plan_entries", ["owner_id", "rulebook_id"]);
        migrationBuilder.CreateIndex("ix_case_index_year", "case_index", ["rulebook_id", "kind", "plan_year"]);
        migrationBuilder.CreateIndex("ix_acts_step", "acts", ["step", "case_id"]);

        // The day before all others stands for “to be worked out again”; PostgreSQL writes it as minus infinity.
        migrationBuilder.Sql($"UPDATE case_index SET evaluated_on = '{(ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) is true ? "-infinity" : "0001-01-01")}'");
    }
}
