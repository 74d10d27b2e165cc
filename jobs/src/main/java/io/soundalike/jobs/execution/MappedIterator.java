package io.soundalike.jobs.execution;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.TaskContext;

/** Maps rows one by one when Spark asks for them; {@link #closedWithTask} closes resources. */
public final class MappedIterator<S, T> implements Iterator<T> {

  private final Iterator<S> source;
  private final Function<S, T> function;

  /** Maps each element of {@code source} when {@link #next} is called. */
  public MappedIterator(Iterator<S> source, Function<S, T> function) {
    this.source = source;
    this.function = function;
  }

  /** Makes the running Spark task close a resource at its end; returns the resource. */
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
