using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Orders to mend something, who was told what, and who has received it. Files stored before it are worked out by the next refresh of the lists.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000015_supervision")]
internal sealed class Step0015Supervision : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "rectification_orders",
            t => new
            {
                case_id = t.Column<Guid>(),
                act = t.Column<int>(),
                rule = t.Column<string>(),
                article = t.Column<string>(),
                office = t.Column<string>(),
                given_on = t.Column<DateOnly>(),
                due_on = t.Column<DateOnly>(nullable: true),
                answered_on = t.Column<DateOnly>(nullable: true),
                reviewed_on = t.Column<DateOnly>(nullable: true),
                standing = t.Column<int>(),
                days_late = t.Column<int>(nullable: true),
                demand = t.Column<string>(nullable: true),
                sanctions = t.Column<string>(),
                next = t.Column<string>(),
                next_step = t.Column<string>(nullable: true),
                next_title = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_rectification_orders", x => new { x.case_id, x.act });
                t.ForeignKey("fk_rectification_orders_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_rectification_orders_standing", "rectification_orders", ["standing", "due_on"]);
        migrationBuilder.CreateTable(
            "told_entries",
            t => new
            {
                case_id = t.Column<Guid>(),
                act = t.Column<int>(),
                ordinal = t.Column<int>(),
                kind = t.Column<string>(),
                to = t.Column<string>(),
                role = t.Column<string>(nullable: true),
                audience = t.Column<string>(),
                own = t.Column<bool>(),
                named = t.Column<string>(),
                article = t.Column<string>(),
                on = t.Column<DateOnly>(),
                at = t.Column<DateTime>(),
                step_title = t.Column<string>(),
                outcome = t.Column<string>(),
                from_id = t.Column<Guid>(),
                from_name = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_told_entries", x => new { x.case_id, x.act, x.ordinal });
                t.ForeignKey("fk_told_entries_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_told_entries_audience", "told_entries", ["audience", "at"]);
        migrationBuilder.CreateIndex("ix_told_entries_from", "told_entries", ["from_id", "at"]);
        migrationBuilder.CreateTable(
            "told_receipts",
            t => new
            {
                case_id = t.Column<Guid>(),
                number = t.Column<int>(),
                act = t.Column<int>(),
                ordinal = t.Column<int>(),
                act_digest = t.Column<string>(),
                role = t.Column<string>(),
                organisation_id = t.Column<Guid>(),
                organisation_name = t.Column<string>(),
                user_id = t.Column<Guid>(),
                user_name = t.Column<string>(),
                at = t.Column<DateTime>(),
                previous_digest = t.Column<string>(),
                digest = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_told_receipts", x => new { x.case_id, x.number });
                t.ForeignKey("fk_told_receipts_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_told_receipts_entry", "told_receipts", ["case_id", "act", "ordinal", "organisation_id"], unique: true);
        migrationBuilder.CreateTable(
            "told_receipt_heads",
            t => new { case_id = t.Column<Guid>(), head = t.Column<int>(), head_digest = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_told_receipt_heads", x => x.case_id);
                t.ForeignKey("fk_told_receipt_heads_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            "inspection_lots",
            t => new
            {
                rulebook_id = t.Column<string>(),
                number = t.Column<int>(),
                wanted = t.Column<int>(),
                reason = t.Column<string>(),
                pool = t.Column<string>(),
                chosen = t.Column<string>(),
                seed = t.Column<string>(),
                role = t.Column<string>(),
                organisation_id = t.Column<Guid>(),
                organisation_name = t.Column<string>(),
                user_id = t.Column<Guid>(),
                user_name = t.Column<string>(),
                at = t.Column<DateTime>(),
                previous_digest = t.Column<string>(),
                digest = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_inspection_lots", x => new { x.rulebook_id, x.number }));

        // The day before all others stands for “to be worked out again”; PostgreSQL writes it as minus infinity.
        migrationBuilder.Sql($"UPDATE case_index SET evaluated_on = '{(ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) is true ? "-infinity" : "0001-01-01")}'");
    }
}
