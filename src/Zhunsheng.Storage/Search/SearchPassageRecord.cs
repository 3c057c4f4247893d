namespace Zhunsheng.Storage;

/// <summary>Where in a case file something is found, the weightiest first. The numbers are stored.</summary>
public enum SearchPlace
{
    /// <summary>名称: its title.</summary>
    Title,
    /// <summary>编号: its number.</summary>
    Number,
    /// <summary>单位: its owner.</summary>
    Owner,
    /// <summary>要素: a text that an act states.</summary>
    Fact,
    /// <summary>行为: step, outcome, remark and organisation of an act.</summary>
    Act,
    /// <summary>材料: title and file name of a paper.</summary>
    Paper = 5,
    /// <summary>材料内容: what a paper says.</summary>
    PaperText = 6,
}

/// <summary>A passage of a case file by which it is found: worked out from its acts whenever one is added.</summary>
internal sealed class SearchPassageRecord
{
    public long Id { get; set; }

    public Guid CaseId { get; set; }

    public SearchPlace Place { get; set; }

    /// <summary>For a text of an act: the name of the fact. For a paper: the digest of its content. Empty otherwise.</summary>
    public required string Fact { get; set; }

    /// <summary>What the passage is called on pages.</summary>
    public required string Label { get; set; }

    /// <summary>The number of the act; 0 for none.</summary>
    public int Act { get; set; }

    /// <summary>Its place among the pieces of a long text, from 0.</summary>
    public int Part { get; set; }

    public required string Text { get; set; }

    /// <summary>Everything but the number that the database gave.</summary>
    public (SearchPlace Place, string Fact, string Label, int Act, int Part, string Text) Content => (Place, Fact, Label, Act, Part, Text);
}
