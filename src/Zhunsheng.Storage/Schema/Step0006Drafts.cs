using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Drafts of forms, and forms that came in when the session was over.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000006_drafts")]
internal sealed class Step0006Drafts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "drafts",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                rulebook_id = t.Column<string>(),
                role = t.Column<string>(),
                form = t.Column<string>(),
                unique_form = t.Column<string>(nullable: true),
                title = t.Column<string>(),
                address = t.Column<string>(),
                case_number = t.Column<string>(nullable: true),
                head = t.Column<int>(),
                version = t.Column<int>(),
                submission = t.Column<Guid>(),
                saved_at = t.Column<DateTime>(),
                saved_by_id = t.Column<Guid>(),
                saved_by = t.Column<string>(),
                body = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_drafts", x => x.id);
                t.ForeignKey("fk_drafts_organisation", x => x.organisation_id, "organisations", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ux_drafts_unique_form", "drafts", "unique_form", unique: true);
        migrationBuilder.CreateIndex("ix_drafts_organisation", "drafts", ["organisation_id", "saved_at"]);

        migrationBuilder.CreateTable(
            "pending_forms",
            t => new
            {
                token_digest = t.Column<string>(),
                user_id = t.Column<Guid>(),
                form = t.Column<string>(),
                draft_id = t.Column<Guid>(),
                draft_version = t.Column<int>(),
                head = t.Column<int>(),
                body = t.Column<string>(),
                until = t.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_pending_forms", x => x.token_digest);
                t.ForeignKey("fk_pending_forms_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_pending_forms_user", "pending_forms", ["user_id", "form"]);
    }
}
