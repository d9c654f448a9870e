package io.dbm.it.reference.mapper;

import org.apache.ibatis.annotations.Select;

/** The only mapper of its package. */
public interface AnswerMapper {

    @Select("select 'seven' as the_answer")
    Answer ask();

    /** A bean, since MyBatis finds a record's components by their order. */
    final class Answer {

        private String theAnswer = "none";

        public String getTheAnswer() {
            return theAnswer;
        }

        public void setTheAnswer(String theAnswer) {
            this.theAnswer = theAnswer;
        }
    }
}
