using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>The catalogues of systems and of data resources. Files stored before it are worked out by the next refresh of the lists.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000014_catalogues")]
internal sealed class Step0014Catalogues : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "systems",
            t => new
            {
                case_id = t.Column<Guid>(),
                name = t.Column<string>(),
                number = t.Column<string>(nullable: true),
                state = t.Column<string>(nullable: true),
                since = t.Column<DateOnly>(nullable: true),
                fundable = t.Column<bool>(nullable: true),
                grounds = t.Column<string>(),
                search_text = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_systems", x => x.case_id);
                t.ForeignKey("fk_systems_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_systems_state", "systems", ["state"]);
        migrationBuilder.CreateTable(
            "system_money",
            t => new
            {
                case_id = t.Column<Guid>(),
                act = t.Column<int>(),
                year = t.Column<int>(nullable: true),
                asked = t.Column<long>(nullable: true),
                granted = t.Column<long>(nullable: true),
                outcome = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_system_money", x => new { x.case_id, x.act });
                t.ForeignKey("fk_system_money_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_system_money_year", "system_money", ["year"]);
        migrationBuilder.CreateTable(
            "data_entries",
            t => new
            {
                case_id = t.Column<Guid>(),
                ordinal = t.Column<int>(),
                is_item = t.Column<bool>(),
                resource = t.Column<string>(),
                name = t.Column<string>(),
                key = t.Column<string>(),
                share = t.Column<string>(nullable: true),
                way = t.Column<string>(nullable: true),
                basis = t.Column<string>(nullable: true),
                format = t.Column<string>(nullable: true),
                origin = t.Column<string>(nullable: true),
                source = t.Column<string>(nullable: true),
                is_open = t.Column<bool>(),
                collected = t.Column<bool>(nullable: true),
                search_text = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_data_entries", x => new { x.case_id, x.ordinal });
                t.ForeignKey("fk_data_entries_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_data_entries_key", "data_entries", ["key"]);
        migrationBuilder.CreateTable(
            "data_units",
            t => new { case_id = t.Column<Guid>(), ordinal = t.Column<int>(), unit = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_data_units", x => new { x.case_id, x.ordinal, x.unit });
                t.ForeignKey("fk_data_units_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_data_units_unit", "data_units", ["unit"]);

        // The day before all others stands for “to be worked out again”; PostgreSQL writes it as minus infinity.
        migrationBuilder.Sql($"UPDATE case_index SET evaluated_on = '{(ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) is true ? "-infinity" : "0001-01-01")}'");
    }
}
