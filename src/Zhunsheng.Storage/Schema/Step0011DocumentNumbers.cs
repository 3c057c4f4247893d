using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>The numbers of official documents: the last one given in each series and year, and the register of all of them.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000011_document_numbers")]
internal sealed class Step0011DocumentNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "document_counters",
            t => new { rulebook_id = t.Column<string>(), form = t.Column<string>(), year = t.Column<int>(), last = t.Column<int>() },
            constraints: t => t.PrimaryKey("pk_document_counters", x => new { x.rulebook_id, x.form, x.year }));
        migrationBuilder.CreateTable(
            "numbered_documents",
            t => new
            {
                case_id = t.Column<Guid>(),
                act = t.Column<int>(),
                fact = t.Column<string>(),
                rulebook_id = t.Column<string>(),
                number = t.Column<string>(),
                word = t.Column<string>(nullable: true),
                year = t.Column<int>(nullable: true),
                ordinal = t.Column<int>(nullable: true),
                by_hand = t.Column<bool>(),
                document = t.Column<string>(nullable: true),
                step_title = t.Column<string>(),
                on = t.Column<DateOnly>(),
                organisation = t.Column<string>(),
                person = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_numbered_documents", x => new { x.case_id, x.act, x.fact });
                t.ForeignKey("fk_numbered_documents_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_numbered_documents_number", "numbered_documents", ["rulebook_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_numbered_documents_series", "numbered_documents", ["rulebook_id", "word", "year", "ordinal"]);
    }
}
