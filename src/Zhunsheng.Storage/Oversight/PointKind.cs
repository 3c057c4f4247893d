namespace Zhunsheng.Storage;

/// <summary>In what a case file does not stand as its rulebook wants it.</summary>
public enum PointKind
{
    /// <summary>逾期: something that is due has not been done.</summary>
    Late = 1,
    /// <summary>被挡: a step could be done, but a gate is known to fail.</summary>
    Blocked = 2,
    /// <summary>缺项: a standing duty is known to be unmet.</summary>
    Unmet = 3,
    /// <summary>后果: the condition of a consequence holds.</summary>
    Consequence = 4,
    /// <summary>对不上: a claim contradicts other evidence in the file.</summary>
    Contradiction = 5,
}

/// <summary>How an act ended, for those who count.</summary>
public enum DeedEnding
{
    /// <summary>办结: the step is done.</summary>
    Settled = 1,
    /// <summary>退回: steps were opened again.</summary>
    Returned = 2,
    /// <summary>不同意: refused.</summary>
    Refused = 3,
    /// <summary>例外: an exception from a gate was granted.</summary>
    Granted = 4,
    /// <summary>更正: an earlier act was said anew.</summary>
    Corrected = 5,
}
