using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Case files and their acts, the contents of rulebooks, attachments.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000002_case_files")]
internal sealed class Step0002CaseFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "rulebook_revisions",
            t => new
            {
                rulebook_id = t.Column<string>(),
                digest = t.Column<string>(),
                version = t.Column<int>(),
                texts = t.Column<string>(),
                first_seen = t.Column<DateTime>(),
                in_force_since = t.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_rulebook_revisions", x => new { x.rulebook_id, x.digest }));

        migrationBuilder.CreateTable(
            "cases",
            t => new
            {
                id = t.Column<Guid>(),
                number = t.Column<string>(),
                rulebook_id = t.Column<string>(),
                rulebook_digest = t.Column<string>(),
                kind = t.Column<string>(),
                owner_id = t.Column<Guid>(),
                owner_name = t.Column<string>(),
                head = t.Column<int>(),
                head_digest = t.Column<string>(),
                unique_key = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_cases", x => x.id));
        migrationBuilder.CreateIndex("ux_cases_number", "cases", "number", unique: true);
        migrationBuilder.CreateIndex("ux_cases_unique_key", "cases", "unique_key", unique: true);

        migrationBuilder.CreateTable(
            "acts",
            t => new
            {
                case_id = t.Column<Guid>(),
                number = t.Column<int>(),
                body = t.Column<string>(),
                digest = t.Column<string>(),
                previous_digest = t.Column<string>(),
                submission_id = t.Column<Guid>(),
                step = t.Column<string>(),
                outcome = t.Column<string>(),
                at = t.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_acts", x => new { x.case_id, x.number });
                t.ForeignKey("fk_acts_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ux_acts_submission_id", "acts", "submission_id", unique: true);

        migrationBuilder.CreateTable(
            "case_counters",
            t => new { series = t.Column<string>(), year = t.Column<int>(), last = t.Column<int>() },
            constraints: t => t.PrimaryKey("pk_case_counters", x => new { x.series, x.year }));

        migrationBuilder.CreateTable(
            "attachments",
            t => new { digest = t.Column<string>(), size = t.Column<long>(), media_type = t.Column<string>(), first_seen = t.Column<DateTime>() },
            constraints: t => t.PrimaryKey("pk_attachments", x => x.digest));
    }
}
