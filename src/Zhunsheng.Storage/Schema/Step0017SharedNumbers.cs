using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>
/// Two documents written by hand before the register was kept may bear one number: the register shows both, and the verification names them. That no new act takes a number
/// that is borne is looked up when it is appended.
/// </summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000017_shared_numbers")]
internal sealed class Step0017SharedNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_numbered_documents_number", "numbered_documents");
        migrationBuilder.CreateIndex("ix_numbered_documents_number", "numbered_documents", ["rulebook_id", "number"]);
    }
}
