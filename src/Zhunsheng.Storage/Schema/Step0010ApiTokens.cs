using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Keys for programs, the files they hand in, and the order of all acts.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000010_api_tokens")]
internal sealed class Step0010ApiTokens : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "api_tokens",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                name = t.Column<string>(),
                secret_digest = t.Column<string>(),
                hint = t.Column<string>(),
                created = t.Column<DateTime>(),
                created_by_name = t.Column<string>(),
                last_day = t.Column<DateOnly>(),
                revoked = t.Column<DateTime>(nullable: true),
                revoked_by_name = t.Column<string>(nullable: true),
                last_used = t.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_api_tokens", x => x.id);
                t.ForeignKey("fk_api_tokens_organisation", x => x.organisation_id, "organisations", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ux_api_tokens_secret_digest", "api_tokens", "secret_digest", unique: true);
        migrationBuilder.CreateIndex("ix_api_tokens_organisation", "api_tokens", "organisation_id");
        migrationBuilder.CreateTable(
            "api_token_roles",
            t => new { token_id = t.Column<Guid>(), rulebook_id = t.Column<string>(), role = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_api_token_roles", x => new { x.token_id, x.rulebook_id, x.role });
                t.ForeignKey("fk_api_token_roles_token", x => x.token_id, "api_tokens", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "api_uploads",
            t => new
            {
                organisation_id = t.Column<Guid>(),
                digest = t.Column<string>(),
                file_name = t.Column<string>(),
                size = t.Column<long>(),
                media_type = t.Column<string>(),
                uploaded = t.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_api_uploads", x => new { x.organisation_id, x.digest }));

        migrationBuilder.CreateTable(
            "act_places",
            t => new { place = t.Column<long>(), case_id = t.Column<Guid>(), number = t.Column<int>() },
            constraints: t => t.PrimaryKey("pk_act_places", x => x.place));
        migrationBuilder.CreateIndex("ux_act_places_act", "act_places", ["case_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            "act_counter",
            t => new { id = t.Column<int>(), last = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_act_counter", x => x.id));

        // What there is already is placed by time; within a file by number, even where a clock was set back.
        migrationBuilder.Sql("""
            INSERT INTO act_places (place, case_id, number)
            SELECT row_number() OVER (ORDER BY since, case_id, number), case_id, number
            FROM (SELECT case_id, number, max(at) OVER (PARTITION BY case_id ORDER BY number) AS since FROM acts) AS ordered
            """);
        migrationBuilder.Sql("INSERT INTO act_counter (id, last) SELECT 1, count(*) FROM act_places");
    }
}
