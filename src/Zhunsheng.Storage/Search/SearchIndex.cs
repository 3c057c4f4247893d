using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// Keeps the passages of case files and of papers and asks the index over them: on SQLite a full-text table, on PostgreSQL a tsvector; both hold the units of <see cref="Segmentation"/>.
/// What a paper says is kept once under its digest; the passage that names the paper leads from there to the files that hold it.
/// </summary>
internal static class SearchIndex
{
    private const string Columns = "id, case_id, place, fact, label, act, part, text";

    /// <summary>The same columns for what papers say (<see cref="SearchPlace.PaperText"/>, reached from <see cref="SearchPlace.Paper"/>); its passages get numbers that no other passage has.</summary>
    private const string PaperColumns = "-t.id AS id, p.case_id, 6 AS place, p.fact, p.label, p.act, t.part, t.text";

    private const string PaperTables = "paper_passages t JOIN search_passages p ON p.place = 5 AND p.fact = t.digest AND p.part = 0";

    private const string PostgreSqlWithPapers = $"SELECT {Columns} FROM search_passages WHERE grams @@ CAST({{0}} AS tsquery)"
        + $" UNION ALL SELECT {PaperColumns} FROM {PaperTables} WHERE t.grams @@ CAST({{0}} AS tsquery)";

    private const string SqliteWithPapers = $"SELECT {Columns} FROM search_passages WHERE id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH {{0}})"
        + $" UNION ALL SELECT {PaperColumns} FROM {PaperTables} WHERE t.id IN (SELECT rowid FROM paper_grams WHERE paper_grams MATCH {{0}})";

    private const string SqliteOfFilesWithPapers = $"SELECT {Columns} FROM search_passages WHERE +id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH {{0}})"
        + $" UNION ALL SELECT {PaperColumns} FROM {PaperTables} WHERE +t.id IN (SELECT rowid FROM paper_grams WHERE paper_grams MATCH {{0}})";

    /// <summary>Writes the passages of a file within the transaction at hand; those that have not changed stay.</summary>
    public static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, string title, CancellationToken cancel)
    {
        var wanted = CasePassages.Of(file, rulebook, title).DistinctBy(p => p.Content).ToDictionary(p => p.Content);
        var stored = await database.SearchPassages.AsNoTracking().Where(p => p.CaseId == file.Id).ToListAsync(cancel);
        var gone = stored.Where(p => !wanted.ContainsKey(p.Content)).Select(p => p.Id).ToList();
        if (gone.Count > 0)
        {
            await database.SearchPassages.Where(p => gone.Contains(p.Id)).ExecuteDeleteAsync(cancel);
        }

        var kept = stored.Select(p => p.Content).ToHashSet();
        foreach (var passage in wanted.Values.Where(p => !kept.Contains(p.Content)))
        {
            await Insert(database, passage, cancel);
        }
    }

    /// <summary>The passages in which a term stands, of the files and of the papers in them.</summary>
    public static IQueryable<SearchPassageRecord> HitsAndPapers(ZhunshengDbContext database, SearchTerm term) => database.Database.IsNpgsql()
        ? database.SearchPassages.FromSqlRaw(PostgreSqlWithPapers, term.ForPostgreSql()).AsNoTracking()
        : database.SearchPassages.FromSqlRaw(SqliteWithPapers, term.ForSqlite()).AsNoTracking();

    /// <summary>The passages of files, without their papers, in which a term stands.</summary>
    public static IQueryable<SearchPassageRecord> Hits(ZhunshengDbContext database, SearchTerm term) => database.Database.IsNpgsql()
        ? database.SearchPassages.FromSqlRaw($"SELECT {Columns} FROM search_passages WHERE grams @@ CAST({{0}} AS tsquery)", term.ForPostgreSql()).AsNoTracking()
        : database.SearchPassages.FromSqlRaw($"SELECT {Columns} FROM search_passages WHERE id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH {{0}})", term.ForSqlite()).AsNoTracking();

    /// <summary>
    /// The passages in which any of the terms stands, for queries that name the files: the plus sign keeps SQLite from trying every passage of the index for every file instead of looking the passages
    /// of a file up in it.
    /// </summary>
    public static IQueryable<SearchPassageRecord> HitsOfAny(ZhunshengDbContext database, IEnumerable<SearchTerm> terms) => database.Database.IsNpgsql()
        ? database.SearchPassages.FromSqlRaw($"SELECT {Columns} FROM search_passages WHERE grams @@ CAST({{0}} AS tsquery)", string.Join(" | ", terms.Select(t => $"({t.ForPostgreSql()})"))).AsNoTracking()
        : database.SearchPassages.FromSqlRaw($"SELECT {Columns} FROM search_passages WHERE +id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH {{0}})", string.Join(" OR ", terms.Select(t => t.ForSqlite()))).AsNoTracking();

    /// <summary>The same with what the papers say.</summary>
    public static IQueryable<SearchPassageRecord> HitsOfAnyAndPapers(ZhunshengDbContext database, IEnumerable<SearchTerm> terms) => database.Database.IsNpgsql()
        ? database.SearchPassages.FromSqlRaw(PostgreSqlWithPapers, string.Join(" | ", terms.Select(t => $"({t.ForPostgreSql()})"))).AsNoTracking()
        : database.SearchPassages.FromSqlRaw(SqliteOfFilesWithPapers, string.Join(" OR ", terms.Select(t => t.ForSqlite()))).AsNoTracking();

    /// <summary>What is wrong with the stored passages of a file; null when they are those that follow from its acts, each in the index.</summary>
    public static async Task<string?> Verify(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, string title, CancellationToken cancel)
    {
        var wanted = CasePassages.Of(file, rulebook, title).Select(p => p.Content).ToHashSet();
        var stored = await database.SearchPassages.AsNoTracking().Where(p => p.CaseId == file.Id).ToListAsync(cancel);
        if (stored.Count != wanted.Count || !wanted.SetEquals(stored.Select(p => p.Content)))
        {
            return "检索内容与行为不一致，请重建目录";
        }

        foreach (var passage in stored)
        {
            if (!await Indexed(database, passage, cancel))
            {
                return $"检索索引里缺了“{passage.Label}”，或与内容不一致，请重建目录";
            }
        }

        return null;
    }

    /// <summary>Takes a file out, so that the next writing puts it in anew.</summary>
    public static Task Forget(ZhunshengDbContext database, Guid caseId, CancellationToken cancel) =>
        database.SearchPassages.Where(p => p.CaseId == caseId).ExecuteDeleteAsync(cancel);

    /// <summary>Puts a piece of a paper in.</summary>
    public static async Task Insert(ZhunshengDbContext database, PaperPassageRecord passage, CancellationToken cancel)
    {
        var grams = Segmentation.Of(passage.Text);
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"INSERT INTO paper_passages (digest, part, text, grams) VALUES ({passage.Digest}, {passage.Part}, {passage.Text}, CAST({Vector(grams)} AS tsvector))", cancel);
        }
        else
        {
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO paper_passages (digest, part, text) VALUES ({passage.Digest}, {passage.Part}, {passage.Text});
                INSERT INTO paper_grams (rowid, grams) VALUES (last_insert_rowid(), {string.Join(' ', grams.Select(g => g.Text))});
                """, cancel);
        }
    }

    private static async Task Insert(ZhunshengDbContext database, SearchPassageRecord passage, CancellationToken cancel)
    {
        var grams = Segmentation.Of(passage.Text);
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO search_passages (case_id, place, fact, label, act, part, text, grams)
                VALUES ({passage.CaseId}, {(int)passage.Place}, {passage.Fact}, {passage.Label}, {passage.Act}, {passage.Part}, {passage.Text}, CAST({Vector(grams)} AS tsvector))
                """, cancel);
        }
        else
        {
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO search_passages (case_id, place, fact, label, act, part, text)
                VALUES ({passage.CaseId}, {(int)passage.Place}, {passage.Fact}, {passage.Label}, {passage.Act}, {passage.Part}, {passage.Text});
                INSERT INTO search_grams (rowid, grams) VALUES (last_insert_rowid(), {string.Join(' ', grams.Select(g => g.Text))});
                """, cancel);
        }
    }

    /// <summary>Whether the index holds the units of a passage. SQLite's index keeps no text: there the whole text is asked for, in pieces of neighbouring units.</summary>
    private static async Task<bool> Indexed(ZhunshengDbContext database, SearchPassageRecord passage, CancellationToken cancel)
    {
        const int piece = 200;
        var grams = Segmentation.Of(passage.Text);
        if (database.Database.IsNpgsql())
        {
            return await database.Database.SqlQuery<bool>($"SELECT grams = CAST({Vector(grams)} AS tsvector) AS \"Value\" FROM search_passages WHERE id = {passage.Id}").SingleAsync(cancel);
        }

        if (grams.Count == 0)
        {
            return true;
        }

        var whole = string.Join(" AND ", grams.Chunk(piece).Select(c => $"\"{string.Join(' ', c.Select(g => g.Text))}\""));
        return await database.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM search_grams WHERE search_grams MATCH {whole} AND rowid = {passage.Id}").SingleAsync(cancel) == 1;
    }

    /// <summary>The units with their places, as PostgreSQL reads a tsvector. Units hold letters and digits only.</summary>
    private static string Vector(List<Gram> grams) => string.Join(' ', grams.Select((g, i) => $"'{g.Text}':{i + 1}"));
}
