package dev.triptych.contracts.factory;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** How runs are found in Temporal. A server must know these names before a run starts. */
public final class RunSearchAttributes {
    /** A {@link RunStatus}. */
    public static final SearchAttributeKey<String> STATUS = SearchAttributeKey.forKeyword("TriptychStatus");

    public static final SearchAttributeKey<String> RECIPE = SearchAttributeKey.forKeyword("TriptychRecipe");
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("TriptychTenant");
    public static final SearchAttributeKey<Long> ACCEPTED = SearchAttributeKey.forLong("TriptychAccepted");
    public static final SearchAttributeKey<Long> TARGET = SearchAttributeKey.forLong("TriptychTarget");

    /** All of them as {@code Name=Type}, for {@code temporal server start-dev --search-attribute}. */
    public static final List<String> DEFINITIONS = List.of(
            "TriptychStatus=Keyword",
            "TriptychRecipe=Keyword",
            "TriptychTenant=Keyword",
            "TriptychAccepted=Int",
            "TriptychTarget=Int");

    private RunSearchAttributes() {}
}
