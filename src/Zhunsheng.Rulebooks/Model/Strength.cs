namespace Zhunsheng.Rulebooks;

/// <summary>How strong a rule is.</summary>
public enum Strength
{
    /// <summary>不得、必须、应当: no way around.</summary>
    Hard,
    /// <summary>原则上: holds unless an exception has been granted by an act.</summary>
    Default,
    /// <summary>可以: a permission.</summary>
    May,
}
