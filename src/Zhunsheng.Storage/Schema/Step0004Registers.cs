using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>The entries of registers, by which the rules of one case file see others; and work that only an organisation named in the file may do.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000004_registers")]
internal sealed class Step0004Registers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "register_entries",
            t => new
            {
                case_id = t.Column<Guid>(),
                rulebook_id = t.Column<string>(),
                kind = t.Column<string>(),
                owner_id = t.Column<Guid>(),
                number = t.Column<string>(),
                body = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_register_entries", x => x.case_id);
                t.ForeignKey("fk_register_entries_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.AddColumn<string>("named", "work_items", nullable: true);
        migrationBuilder.AddColumn<string>("named", "case_index", nullable: false, defaultValue: "");
        migrationBuilder.CreateIndex("ix_register_entries_owner", "register_entries", ["rulebook_id", "kind", "owner_id"]);
    }
}
