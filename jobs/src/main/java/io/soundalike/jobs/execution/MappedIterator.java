package io.soundalike.jobs.execution;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.TaskContext;

/** Maps rows one by one as Spark asks for them, and closes what it was given when the task ends. */
public final class MappedIterator<S, T> implements Iterator<T> {

  private final Iterator<S> source;
  private final Function<S, T> function;

  /** Maps each of {@code source} when it is asked for. */
  public MappedIterator(Iterator<S> source, Function<S, T> function) {
    this.source = source;
    this.function = function;
  }

  /** Closes {@code resource} at the end of the task that is running. */
  public static <R extends AutoCloseable> R closedWithTask(R resource) {
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              try {
                resource.close();
              } catch (Exception e) {
                throw new IllegalStateException("Cannot close " + resource, e);
              }
            });
    return resource;
  }

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public T next() {
    return function.apply(source.next());
  }
}
